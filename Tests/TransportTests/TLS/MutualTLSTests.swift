// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import NIOCore
import NIOHTTP1
import NIOSSL
import TestKit
import Testing

@testable import Transport

/// Who a connection comes from, and who is not let in.
@Suite struct MutualTLSTests {
    private func peer(
        _ version: Protocol, _ server: TestServer, _ material: TLSMaterial
    ) async throws -> String? {
        try await withCaller(version, material) { caller in
            let answer = try await caller.send(.POST, server.baseURL + "/rpc")
            return answer.body.split(separator: "\n").first { $0.hasPrefix("peer=") }.map { String($0.dropFirst(5)) }
        }
    }

    @Test(arguments: Protocol.allCases) func aCallerWithoutACertificateIsNobody(_ version: Protocol) async throws {
        try await withServer(.head) { server in
            let name = try await peer(version, server, server.authority.trust())
            #expect(name == "none")
        }
    }

    @Test(arguments: Protocol.allCases, ServiceName.allCases)
    func aServiceIsKnownByItsCertificate(_ version: Protocol, _ service: ServiceName) async throws {
        try await withServer(.head) { server in
            let name = try await peer(version, server, server.authority.issue(to: service))
            #expect(name == service.rawValue)
        }
    }

    @Test(arguments: [
        [], ["https://service/ledger"], ["kontor://service/"], ["kontor://service/ledger/"],
        ["kontor://service/Ledger"],
        ["kontor://service/unknown"], ["KONTOR://service/ledger"], ["kontor://service/ledger?x"],
        ["kontor://service/ledger", "kontor://service/clients"],
    ])
    func aCertificateThatDoesNotNameOneServiceIsNobody(_ uris: [String]) async throws {
        try await withServer(.head) { server in
            let name = try await peer(.http1, server, server.authority.issue(uris: uris))
            #expect(name == "none")
        }
    }

    @Test func aNameInAnotherPlaceOfTheCertificateIsNoService() async throws {
        try await withServer(.head) { server in
            let material = try server.authority.issue(dnsNames: ["localhost", "kontor://service/ledger"])
            let name = try await peer(.http1, server, material)
            #expect(name == "none")
        }
    }

    @Test(arguments: Protocol.allCases, ["other", "expired", "future"])
    func aWrongCertificateIsNotLetIn(_ version: Protocol, _ kind: String) async throws {
        try await withServer(.head) { server in
            let issued =
                switch kind {
                case "other": try TestAuthority().issue(to: .ledger)
                case "expired": try server.authority.issue(to: .ledger, .expired)
                default: try server.authority.issue(to: .ledger, .future)
                }
            let material = TLSMaterial(
                certificateChain: issued.certificateChain, privateKey: issued.privateKey,
                authority: try server.authority.pem())
            await #expect(throws: (any Error).self) { try await peer(version, server, material) }
        }
    }

    @Test func requestsOnOneConnectionShareItsIdentity() async throws {
        try await withServer(.head) { server in
            try await withCaller(.http1, server.authority.issue(to: .clients)) { caller in
                for _ in 0..<3 {
                    let answer = try await caller.send(.POST, server.baseURL + "/rpc")
                    #expect(answer.body.contains("peer=clients"))
                }
                #expect(server.server.load.connections == 1)
            }
        }
    }

    /// What a caller writes cannot pass for what the certificate says.
    @Test func noHeaderNamesAPeer() async throws {
        try await withServer(.head) { server in
            try await withCaller(.http1, server.authority.trust()) { caller in
                let names = ["X-Peer-Service", "peerService", "X-Forwarded-Client-Cert", "X-SSL-Client-SAN"]
                let answer = try await caller.send(
                    .POST, server.baseURL + "/rpc", names.map { ($0, "kontor://service/ledger") })
                #expect(answer.body.contains("peer=none"))
            }
        }
    }

    @Test(arguments: [(TLSVersion.tlsv1, false), (.tlsv11, false), (.tlsv12, true), (.tlsv13, true)])
    func onlyTLS12And13AreSpoken(_ version: TLSVersion, _ isAccepted: Bool) async throws {
        try await withServer { server in
            var configuration = try server.authority.trust().clientConfiguration()
            configuration.minimumTLSVersion = version
            configuration.maximumTLSVersion = version
            configuration.cipherSuites = defaultCipherSuites
            do {
                let answer = try await RawConnection.open(server.port, configuration) { connection in
                    try await connection.send("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]")
                    return try await connection.read(until: "[]")
                }
                #expect(answer.hasPrefix("HTTP/1.1 200 ") == isAccepted)
            } catch {
                #expect(!isAccepted, "\(error)")
            }
        }
    }

    @Test func plainTextIsNotSpoken() async throws {
        try await withServer { server in
            await #expect(throws: JSONRPC.ChannelError.self) {
                try await HTTPProbe.get("http://127.0.0.1:\(server.port)/rpc", timeout: .seconds(60))
            }
        }
    }
}
