// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import PackageDescription

// The arrows between targets are the architecture: docs/change/architecture.md explains each.

/// Settings of every Swift target of ours.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let jwtKit = product(name: "JWTKit", package: "jwt-kit")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let metrics = product(name: "Metrics", package: "swift-metrics")
    static let coreMetrics = product(name: "CoreMetrics", package: "swift-metrics")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHPACK = product(name: "NIOHPACK", package: "swift-nio-http2")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTP2 = product(name: "NIOHTTP2", package: "swift-nio-http2")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
    static let swiftASN1 = product(name: "SwiftASN1", package: "swift-asn1")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let x509 = product(name: "X509", package: "swift-certificates")
}

/// A service's library: one feature a folder, migrations in the order of their file names.
func service(_ name: String, _ extra: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(
        name: name,
        dependencies: ["Contracts", "JSONRPC", "Postgres", "ServiceKit"] + extra,
        resources: [.copy("Migrations")] + resources,
        swiftSettings: house)
}

func serviceExecutable(_ name: String, _ library: String) -> Target {
    .executableTarget(
        name: name, dependencies: [.init(stringLiteral: library), "ServiceKit"], swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

let package = Package(
    name: "kontor",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "kontor", targets: ["kontor"]),
        .executable(name: "kontor-clients", targets: ["kontor-clients"]),
        .executable(name: "kontor-identity", targets: ["kontor-identity"]),
        .executable(name: "kontor-ledger", targets: ["kontor-ledger"]),
        .executable(name: "kontor-reporting", targets: ["kontor-reporting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: ["CommandLineArguments", "JSON"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        service("ClientsService"),
        .target(name: "Contracts", swiftSettings: house),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CSV", swiftSettings: house),
        service("IdentityService", ["CArgon2", .crypto, .jwtKit]),
        .target(name: "JSON", swiftSettings: house),
        .target(name: "JSONRPC", dependencies: ["Contracts", "JSON"], swiftSettings: house),
        .executableTarget(
            name: "kontor",
            dependencies: [
                "CSV", "Contracts", "JSON", "JSONRPC", "Transport",
                .argumentParser, .crypto, .subprocess, .swiftASN1, .unixSignals, .x509,
            ],
            resources: [.copy("Samples"), .embedInCode("Cluster/roles.sql")],
            swiftSettings: house),
        .executableTarget(
            name: "kontor-bench", dependencies: ["Contracts", "JSON", "JSONRPC"], swiftSettings: house),
        serviceExecutable("kontor-clients", "ClientsService"),
        serviceExecutable("kontor-identity", "IdentityService"),
        serviceExecutable("kontor-ledger", "LedgerService"),
        serviceExecutable("kontor-reporting", "ReportingService"),
        service(
            "LedgerService", ["CSV", .crypto],
            resources: ["european_statutory", "services_company", "trading_company"].map {
                .embedInCode("Accounts/Charts/\($0).csv")
            }),
        .target(name: "Postgres", dependencies: ["CPostgres"], swiftSettings: house),
        service("ReportingService"),
        .target(
            name: "ServiceKit",
            dependencies: [
                "Contracts", "JSON", "JSONRPC", "Postgres", "Transport",
                .configuration, .crypto, .coreMetrics, .jwtKit, .lifecycle, .logging, .metrics, .unixSignals,
            ],
            swiftSettings: house),
        .target(
            name: "TestKit",
            dependencies: [
                "ClientsService", "Contracts", "IdentityService", "JSON", "JSONRPC", "LedgerService", "Postgres",
                "ReportingService", "ServiceKit", "Transport",
                .crypto, .logging, .swiftASN1, .x509,
            ],
            swiftSettings: house),
        .target(
            name: "Transport",
            dependencies: [
                "JSONRPC",
                .asyncHTTPClient, .lifecycle, .logging, .nioCore, .nioHPACK, .nioHTTP1, .nioHTTP2, .nioPosix, .nioSSL,
                .nioTLS,
            ],
            swiftSettings: house),
        tests("ClientsServiceTests", ["ClientsService", "Contracts", "JSONRPC", "Postgres", "ServiceKit", "TestKit"]),
        tests(
            "ContractsTests",
            [
                "ClientsService", "Contracts", "IdentityService", "JSON", "JSONRPC", "LedgerService",
                "ReportingService", "TestKit",
            ]),
        tests("CSVTests", ["CSV"]),
        tests(
            "IdentityServiceTests",
            ["Contracts", "IdentityService", "JSONRPC", "Postgres", "ServiceKit", "TestKit"]),
        tests("JSONTests", ["JSON"]),
        tests("JSONRPCTests", ["Contracts", "JSON", "JSONRPC", "TestKit"]),
        tests(
            "KontorTests",
            [
                "CSV", "ClientsService", "Contracts", "JSON", "JSONRPC", "LedgerService", "TestKit", "Transport",
                "kontor",
                .swiftASN1, .x509,
            ]),
        tests("LedgerServiceTests", ["CSV", "Contracts", "JSONRPC", "LedgerService", "Postgres", "TestKit"]),
        tests("PostgresTests", ["Postgres", "TestKit"]),
        tests(
            "ReportingServiceTests",
            [
                "ClientsService", "Contracts", "JSONRPC", "LedgerService", "Postgres", "ReportingService", "ServiceKit",
                "TestKit",
            ]),
        tests(
            "ServiceKitTests",
            ["Contracts", "JSON", "JSONRPC", "Postgres", "ServiceKit", "TestKit", "Transport", .crypto, .logging],
            exclude: ["Sample/Migrations"]),
        tests(
            "SuiteTests",
            [
                "ClientsService", "Contracts", "IdentityService", "JSON", "JSONRPC", "LedgerService", "Postgres",
                "ReportingService", "ServiceKit", "TestKit", "Transport", .logging,
            ]),
        tests("TidyTests", []),
        tests(
            "TransportTests",
            [
                "Contracts", "JSON", "JSONRPC", "TestKit", "Transport",
                .asyncHTTPClient, .lifecycle, .logging, .nioCore, .nioHTTP1, .nioPosix, .nioSSL,
            ]),
    ],
    swiftLanguageModes: [.v6])
