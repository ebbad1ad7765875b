// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct ChangePasswordTests {
    private let other: Secret = valid("velvet tramways are rare")

    @Test func aUserChangesHisOwnPassword() async throws {
        try await withIdentity { fixture in
            let session = try await fixture.login()
            _ = try await fixture.administrator.call(
                ChangePassword(currentPassword: IdentityFixture.password, newPassword: other))
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: session.refreshToken))
            }
            _ = try await fixture.service.call(Login(email: IdentityFixture.email, password: other))
            await #expect(throws: LoginRefused()) { try await fixture.login() }
            #expect(try await fixture.events().contains("password_changed"))
        }
    }

    @Test func guessesOfTheCurrentPasswordAreRefusedAndThenThrottled() async throws {
        try await withIdentity { fixture in
            let change = ChangePassword(currentPassword: valid("a wrong password"), newPassword: other)
            for _ in 0..<10 {
                await #expect(throws: CurrentPasswordWrong()) { try await fixture.administrator.call(change) }
            }
            let another = try await failureCode { try await fixture.administrator.call(change) }
            #expect(another == .rateLimited)
            let login = try await failureCode { try await fixture.login() }
            #expect(login == .rateLimited)
        }
    }

    @Test func aWeakPasswordIsRefused() async throws {
        try await withIdentity { fixture in
            await #expect(throws: PasswordRefused(because: .tooShort)) {
                try await fixture.administrator.call(
                    ChangePassword(currentPassword: IdentityFixture.password, newPassword: valid("short")))
            }
            _ = try await fixture.login()
        }
    }

    @Test func aServiceAccountHasNoPassword() async throws {
        try await withIdentity { fixture in
            let caller = Caller.serviceAccount(in: fixture.first.organisation, with: Permission.allCases)
            await #expect(throws: UserNotFound()) {
                try await fixture.service.as(caller).call(
                    ChangePassword(currentPassword: IdentityFixture.password, newPassword: other))
            }
        }
    }

    /// The same id under another organisation is nobody.
    @Test func theOrganisationOfTheTokenCounts() async throws {
        try await withIdentity { fixture in
            let caller = Caller(
                subject: .user(fixture.first.administrator), organisation: fixture.second.organisation,
                permissions: PermissionSet([]))
            await #expect(throws: UserNotFound()) {
                try await fixture.service.as(caller).call(
                    ChangePassword(currentPassword: IdentityFixture.password, newPassword: other))
            }
        }
    }
}
