// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// The settings that every service has. The list is the only place that names them: `--help`, the environment and
/// the file are all read from it.
package enum StandardKeys {
    package static let config = ConfigurationKey("config", .file, help: "JSON file with any of these settings")
    package static let listenHost = ConfigurationKey(
        "listen-host", standard: "127.0.0.1", help: "address of the JSON-RPC port (TLS)")
    package static let managementHost = ConfigurationKey(
        "management-host", standard: "127.0.0.1", help: "address of the management port (plain HTTP)")
    package static let managementPort = ConfigurationKey(
        "management-port", .wholeNumber(0...65_535), help: "management port; the JSON-RPC port + 10 unless given")
    package static let tlsCertificate = ConfigurationKey(
        "tls-certificate-file", .file, neededBy: ["serve"], help: "PEM: this service's certificate and its chain")
    package static let tlsKey = ConfigurationKey(
        "tls-key-file", .secretFile, neededBy: ["serve"], help: "PEM: the certificate's private key")
    package static let tlsAuthority = ConfigurationKey(
        "tls-authority-file", .file, neededBy: ["serve"], help: "PEM: the authority that signs the other services")
    package static let databasePassword = ConfigurationKey(
        "database-password-file", .secretFile, help: "file with the password of the service's role")
    package static let databasePoolSize = ConfigurationKey(
        "database-pool-size", .wholeNumber(1...256), standard: "8", unit: "connections", help: "connections at most")
    package static let ownerDatabaseURL = ConfigurationKey(
        "owner-database-url", .url(schemes: ["postgresql"]), neededBy: ["migrate"],
        help: "the database as the role that owns the schemas")
    package static let ownerPassword = ConfigurationKey(
        "owner-password-file", .secretFile, help: "file with the password of the owner's role")
    package static let logLevel = ConfigurationKey(
        "log-level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), standard: "info",
        help: "least level of the JSON lines on standard error")
    package static let slowStatement = ConfigurationKey(
        "slow-statement-ms", .wholeNumber(0...600_000), standard: "500", unit: "milliseconds",
        help: "round trips to the database that take longer are logged; 0 logs none")
    package static let drain = ConfigurationKey(
        "drain-seconds", .wholeNumber(0...3600), standard: "20", unit: "seconds",
        help: "how long calls in flight may go on after SIGTERM")

    /// `extra` are the commands of a service's own that connect to its database.
    package static func databaseURL(neededBy extra: [String] = []) -> ConfigurationKey {
        ConfigurationKey(
            "database-url", .url(schemes: ["postgresql"]), neededBy: Set(["serve"] + extra),
            help: "the database as this service's own role")
    }

    package static func listenPort(of service: ServiceName) -> ConfigurationKey {
        ConfigurationKey(
            "listen-port", .wholeNumber(0...65_535), standard: String(port(of: service)),
            help: "JSON-RPC port (TLS); 0 takes a free one")
    }

    /// The base URL of another service; nil for reporting, which nobody calls.
    package static func url(of service: ServiceName) -> ConfigurationKey? {
        guard service != .reporting else { return nil }
        return ConfigurationKey(
            "\(service.rawValue)-url", .url(schemes: ["https"]), standard: "https://127.0.0.1:\(port(of: service))",
            help: "base URL of the \(service.rawValue) service")
    }

    package static func all(of service: ServiceName, commands: [String] = []) -> [ConfigurationKey] {
        [
            config, listenHost, listenPort(of: service), managementHost, managementPort,
            tlsCertificate, tlsKey, tlsAuthority,
            databaseURL(neededBy: commands), databasePassword, databasePoolSize, ownerDatabaseURL, ownerPassword,
        ] + ServiceName.allCases.filter { $0 != service }.compactMap { url(of: $0) } + [logLevel, slowStatement, drain]
    }

    private static func port(of service: ServiceName) -> Int {
        switch service {
        case .identity: 7441
        case .clients: 7442
        case .ledger: 7443
        case .reporting: 7444
        }
    }
}
