// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct RefreshTests {
    @Test func eachUseAnswersTheNextTokenOfTheSameSession() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            let refreshed = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            let again = try await fixture.service.call(Refresh(refreshToken: refreshed.refreshToken))
            #expect(Set([login, refreshed, again].map(\.refreshToken.text)).count == 3)
            #expect(try SentClaims(again.accessToken).sid == SentClaims(login.accessToken).sid)
            #expect(try SentClaims(again.accessToken).jti != SentClaims(login.accessToken).jti)
        }
    }

    @Test func theTokenItselfIsNowhereInTheDatabase() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            _ = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            let digests = try await fixture.database.rows("select digest from refresh_token", as: [UInt8].self)
            #expect(digests.count == 2)
            #expect(digests.contains(login.refreshToken.digest))
            #expect(!digests.contains(Array(login.refreshToken.text.utf8)))
            #expect(!digests.contains(Base64Text.decode(login.refreshToken.text, .url)!))
        }
    }

    @Test func aLostAnswerIsRepeatedWithinTheGrace() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            let first = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            fixture.clock.advance(bySeconds: 30)
            let second = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            #expect(first.refreshToken == second.refreshToken)
            _ = try await fixture.service.call(Refresh(refreshToken: second.refreshToken))
        }
    }

    @Test func reuseAfterTheGraceEndsTheWholeFamily() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            let next = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            fixture.clock.advance(bySeconds: 31)
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            }
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: next.refreshToken))
            }
            #expect(try await fixture.events().last == "refresh_token_reused")
        }
    }

    @Test func reuseWithinTheGraceEndsTheFamilyWhenTheSuccessorWasUsed() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            let next = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            let last = try await fixture.service.call(Refresh(refreshToken: next.refreshToken))
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            }
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: last.refreshToken))
            }
        }
    }

    @Test func manyUsesAtOnceAnswerTheSameSuccessor() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            let successors = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await fixture.service.call(Refresh(refreshToken: login.refreshToken)).refreshToken.text
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(successors.count == 1)
        }
    }

    @Test func anotherLoginIsAnotherFamily() async throws {
        try await withIdentity { fixture in
            let (one, other) = (try await fixture.login(), try await fixture.login())
            _ = try await fixture.service.call(Refresh(refreshToken: one.refreshToken))
            fixture.clock.advance(bySeconds: 31)
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: one.refreshToken))
            }
            _ = try await fixture.service.call(Refresh(refreshToken: other.refreshToken))
        }
    }

    @Test func anIdleSessionEnds() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            fixture.clock.advance(bySeconds: SessionRules.greatestIdle)
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            }
        }
    }

    @Test func anUnknownTokenIsRefused() async throws {
        try await withIdentity { fixture in
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: .example))
            }
        }
    }

    @Test func theNewTokenHasThePermissionsOfThisMoment() async throws {
        try await withIdentity { fixture in
            let caller = try await fixture.user("bob@first.example", roles: [.bookkeeper])
            let login = try await fixture.login(EmailAddress(validating: "bob@first.example"))
            let user = try #require(caller.subject.user)
            _ = try await fixture.administrator.call(
                AssignRoles(
                    user: user, roles: List(validating: [RoleName(.analyst)]),
                    ifVersion: try await fixture.version(of: user), idempotencyKey: .fresh()))
            let refreshed = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            #expect(
                try SentClaims(refreshed.accessToken).permissions
                    == PermissionSet(BuiltInRole.analyst.permissions).permissions.map(\.rawValue))
        }
    }
}
