// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct SetPasswordTests {
    private let other: Secret = valid("velvet tramways are rare")

    @Test func theNewPasswordCountsAndSessionsEnd() async throws {
        try await withIdentity { fixture in
            let caller = try await fixture.user("bob@first.example")
            let user = try #require(caller.subject.user)
            let session = try await fixture.login(valid("bob@first.example"))
            let before = try await fixture.version(of: user)
            let answer = try await fixture.administrator.call(SetPassword(user: user, password: other))
            #expect(answer.version.rawValue == before.rawValue + 1)
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: session.refreshToken))
            }
            await #expect(throws: LoginRefused()) { try await fixture.login(valid("bob@first.example")) }
            _ = try await fixture.service.call(Login(email: valid("bob@first.example"), password: other))
            #expect(try await fixture.events().contains("password_set"))
        }
    }

    @Test func aPasswordThatIsGuessedFirstIsRefused() async throws {
        try await withIdentity { fixture in
            let user = try #require(try await fixture.user("bobby.tables@first.example").subject.user)
            for (password, weakness) in [
                ("short", PasswordWeakness.tooShort), ("passwordpassword", .tooCommon),
                ("bobby-tables-first", .tooPersonal),
            ] {
                await #expect(throws: PasswordRefused(because: weakness)) {
                    try await fixture.administrator.call(SetPassword(user: user, password: valid(password)))
                }
            }
        }
    }

    /// Otherwise he could log in as somebody who may do more.
    @Test func nobodySetsThePasswordOfSomebodyWhoHoldsMore() async throws {
        try await withIdentity { fixture in
            let auditor = try await fixture.user("eve@first.example", roles: [.auditor])
            let caller = fixture.service.as(auditor.with([.manageUsers]))
            await #expect(throws: PermissionNotHeld.self) {
                try await caller.call(SetPassword(user: fixture.first.administrator, password: other))
            }
            let analyst = try await fixture.user("bob@first.example", roles: [.analyst])
            _ = try await caller.call(SetPassword(user: try #require(analyst.subject.user), password: other))
        }
    }

    @Test func aUserOfAnotherOrganisationIsNotFound() async throws {
        try await withIdentity { fixture in
            await #expect(throws: UserNotFound()) {
                try await fixture.stranger.call(SetPassword(user: fixture.first.administrator, password: other))
            }
            _ = try await fixture.login()
        }
    }
}
