// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct LoginThrottleTests {
    @Test func twoHundredGuessesAtOnceOverTwoReplicasGetTenTries() async throws {
        try await withReplicas { one, other in
            let outcomes = try await withThrowingTaskGroup(of: StandardCode?.self) { group in
                for number in 0..<200 {
                    let replica = (number.isMultiple(of: 2) ? one : other).service.anonymously
                    group.addTask { try await Self.guess(number, at: replica) }
                }
                return try await group.reduce(into: [:]) { counts, code in counts[code, default: 0] += 1 }
            }
            #expect(outcomes == [nil: 10, .rateLimited: 190])
        }
    }

    @Test func theRightPasswordIsThrottledTooUntilTheBucketHasDrained() async throws {
        try await withReplicas { one, other in
            for number in 0..<10 { #expect(try await Self.guess(number, at: one.service.anonymously) == nil) }
            #expect(try await failureCode { try await other.login() } == .rateLimited)
            one.clock.advance(bySeconds: 29)
            #expect(try await failureCode { try await other.login() } == .rateLimited)
            one.clock.advance(bySeconds: 1)
            _ = try await other.login()
        }
    }

    @Test func aLoginThatSucceedsEmptiesTheAccountsBucket() async throws {
        try await withReplicas { one, other in
            for round in 0..<3 {
                for number in 0..<9 {
                    #expect(try await Self.guess(number, at: one.service.anonymously) == nil, "\(round)")
                }
                _ = try await other.login()
            }
        }
    }

    @Test func unknownUsersAreThrottledAsKnownOnesAre() async throws {
        try await withReplicas { one, _ in
            for number in 0..<12 {
                let code = try await Self.guess(number, at: one.service.anonymously, "nobody@first.example")
                #expect(code == (number < 10 ? nil : .rateLimited))
            }
        }
    }

    @Test func anAddressThatGuessesManyAccountsIsThrottled() async throws {
        try await withReplicas { one, other in
            let throttle = one.service.context.throttle
            for number in 0..<100 {
                try await throttle.admit(valid("user\(number)@first.example"), from: "192.0.2.7")
            }
            for replica in [one, other] {
                await #expect(throws: RPCFailure(.rateLimited, detail: "too many attempts to log in")) {
                    try await replica.service.context.throttle.admit(
                        valid("other@first.example"), from: "192.0.2.7")
                }
            }
            try await throttle.admit(valid("other@first.example"), from: "192.0.2.8")
        }
    }

    @Test func aBlockedAddressDoesNotBlockAccounts() async throws {
        try await withReplicas { one, _ in
            let throttle = one.service.context.throttle
            for number in 0..<100 { try await throttle.admit(valid("user\(number)@first.example"), from: "192.0.2.7") }
            for _ in 0..<20 {
                await #expect(throws: RPCFailure.self) {
                    try await throttle.admit(IdentityFixture.email, from: "192.0.2.7")
                }
            }
            _ = try await one.login()
        }
    }

    @Test func nobodyCanReadWhoTried() async throws {
        try await withReplicas { one, _ in
            _ = try await Self.guess(0, at: one.service.anonymously)
            let subjects = try await one.database.rows("select subject from login_throttle", as: [UInt8].self)
            #expect(subjects.count == 2)
            #expect(!subjects.contains(RandomSecret.digest(of: IdentityFixture.email.text)))
        }
    }

    /// Nil when the password was looked at and found wrong.
    private static func guess(
        _ number: Int, at service: IdentityUnderTest, _ email: String = IdentityFixture.email.text
    ) async throws -> StandardCode? {
        try await failureCode {
            do {
                _ = try await service.call(Login(email: valid(email), password: valid("guess number \(number)")))
                Issue.record("a wrong password was accepted")
            } catch is LoginRefused {}
        }
    }

    private func withReplicas(_ body: (IdentityFixture, IdentityFixture) async throws -> Void) async throws {
        try await withDatabase(.migrated(IdentityServer.self)) { database in
            let clock = TestClock()
            try await withIdentity(over: database, clock: clock) { one in
                try await withIdentity(over: database, clock: clock) { other in try await body(one, other) }
            }
        }
    }
}
