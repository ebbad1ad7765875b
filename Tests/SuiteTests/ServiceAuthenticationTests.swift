// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Logging
import ServiceKit
import TestKit
import Testing
import Transport

/// How services know each other: by certificate and token together.
@Suite struct ServiceAuthenticationTests {
    /// The ways of a service, with a certificate and tokens as in production.
    private func withWays<Answer>(
        of service: ServiceName, in suite: TestSuite, _ body: (PeerChannels) async throws -> Answer
    ) async throws -> Answer {
        let urls = Dictionary(uniqueKeysWithValues: ServiceName.allCases.map { ($0, suite.url(of: $0)) })
        let peers = try PeerChannels(
            tls: .material(try suite.authority.issue(to: service)), urls: urls, logger: Logger(label: "test"))
        do {
            let answer = try await body(peers)
            try await peers.dialer.shutdown()
            return answer
        } catch {
            try await peers.dialer.shutdown()
            throw error
        }
    }

    private func code(_ body: () async throws -> Void) async throws -> Int? {
        do {
            try await body()
            return nil
        } catch let error as RemoteError {
            return error.code
        }
    }

    @Test func aServiceCallsAnotherWithCertificateAndToken() async throws {
        try await withSuite { suite in
            let ledger = suite.reporting.environment.remote(LedgerAPI.self)
            let clients = suite.reporting.environment.remote(ClientsAPI.self)
            #expect(try await ledger.call(ListLedgerFeeds()).items.isEmpty)
            #expect(try await clients.call(ListClientFeeds()).items.isEmpty)
            try await withWays(of: .clients, in: suite) { ways in
                let ledger = Remote<LedgerAPI>(over: ways.channel(to: .ledger))
                let refused = try await code { _ = try await ledger.call(ListLedgerFeeds()) }
                #expect(refused == StandardCode.permissionDenied.rawValue)
            }
        }
    }

    @Test func aServicesTokenIsWorthNothingWithoutItsCertificate() async throws {
        try await withSuite { suite in
            let token = try await withWays(of: .reporting, in: suite) { ways in
                try await Remote<IdentityAPI>(over: ways.channel(to: .identity)).call(IssueServiceToken()).token.text
            }
            let outside = try suite.ledger.remote(LedgerAPI.self, token: token)
            let refused = try await code { _ = try await outside.call(ListLedgerFeeds()) }
            #expect(refused == StandardCode.unauthenticated.rawValue)
        }
    }

    @Test func withoutACertificateThereIsNoServiceToken() async throws {
        try await withSuite { suite in
            let outside = try suite.identity.remote(IdentityAPI.self)
            let refused = try await code { _ = try await outside.call(IssueServiceToken()) }
            #expect(refused == StandardCode.unauthenticated.rawValue)
            #expect(try await outside.call(GetKeys()).keys.isEmpty == false)
        }
    }
}
