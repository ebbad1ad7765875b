// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import IdentityService
import JSONRPC
import ServiceKit
import TestKit
import Testing

/// How a service keeps its own token.
@Suite struct ServiceTokensTests {
    private func withIdentity(
        _ body: (ServiceTokens, @escaping @Sendable () -> Int) async throws -> Void
    ) async throws {
        var surroundings = TestSurroundings()
        surroundings.configuration = ServiceConfiguration(
            secrets: [IdentityServer.secretKey.name: Array(repeating: 7, count: 32)])
        try await withService(IdentityServer.self, in: surroundings) { identity in
            let channel = InProcessChannel(to: identity.runtime.endpoint, peer: .ledger)
            let recorder = identity.recorder
            try await body(ServiceTokens(Remote(over: channel))) {
                recorder.records.filter { $0.method == IssueServiceToken.name }.count
            }
        }
    }

    @Test func aTokenIsKept() async throws {
        try await withIdentity { tokens, calls in
            let first = try await tokens.token()
            let second = try await tokens.token()
            #expect(first == second)
            #expect(calls() == 1)
        }
    }

    @Test func aRefusedTokenIsRenewedAtOnce() async throws {
        try await withIdentity { tokens, calls in
            let first = try await tokens.token()
            let second = try await tokens.token(isRefused: true)
            let third = try await tokens.token()
            #expect(first != second)
            #expect(second == third)
            #expect(calls() == 2)
        }
    }

    @Test func manyAtOnceAskOnce() async throws {
        try await withIdentity { tokens, calls in
            let all = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 { group.addTask { try await tokens.token() } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(all.count == 1)
            #expect(calls() == 1)
        }
    }
}
