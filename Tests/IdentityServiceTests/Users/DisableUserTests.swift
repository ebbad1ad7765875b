// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct DisableUserTests {
    @Test func aDisabledUserIsOutAndStaysOnRecord() async throws {
        try await withIdentity { fixture in
            let user = try #require(try await fixture.user("bob@first.example").subject.user)
            let session = try await fixture.login(valid("bob@first.example"))
            let command = DisableUser(
                user: user, ifVersion: try await fixture.version(of: user), idempotencyKey: .fresh())
            let answer = try await fixture.administrator.call(command)
            #expect(try await fixture.administrator.call(command) == answer)
            #expect(try await fixture.administrator.call(GetUser(user: user)).user.state == .disabled)
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: session.refreshToken))
            }
            await #expect(throws: LoginRefused()) { try await fixture.login(valid("bob@first.example")) }
            #expect(try await fixture.events().filter { $0 == "user_disabled" }.count == 1)
        }
    }

    @Test func anOldVersionIsAConflict() async throws {
        try await withIdentity { fixture in
            let user = try #require(try await fixture.user("bob@first.example").subject.user)
            let version = try await fixture.version(of: user)
            await #expect(throws: VersionConflict(currentVersion: version)) {
                try await fixture.administrator.call(
                    DisableUser(user: user, ifVersion: Version(unchecked: 1), idempotencyKey: .fresh()))
            }
        }
    }

    @Test func theLastAdministratorCannotBeDisabled() async throws {
        try await withIdentity { fixture in
            let user = fixture.first.administrator
            await #expect(throws: LastAdministrator()) {
                try await fixture.administrator.call(
                    DisableUser(user: user, ifVersion: Version(unchecked: 1), idempotencyKey: .fresh()))
            }
        }
    }

    /// Each would be right alone.
    @Test func twoAdministratorsCannotDisableEachOtherAtOnce() async throws {
        try await withIdentity { fixture in
            let other = try await fixture.user("eve@first.example", roles: [.administrator], password: nil)
            let (one, two) = (fixture.first.administrator, try #require(other.subject.user))
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for (caller, user) in [(fixture.first.caller, two), (other, one)] {
                    group.addTask {
                        do {
                            _ = try await fixture.service.as(caller).call(
                                DisableUser(user: user, ifVersion: Version(unchecked: 1), idempotencyKey: .fresh()))
                            return false
                        } catch is LastAdministrator {
                            return true
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(refused == 1)
        }
    }

    @Test func aUserOfAnotherOrganisationIsNotFound() async throws {
        try await withIdentity { fixture in
            await #expect(throws: UserNotFound()) {
                try await fixture.stranger.call(
                    DisableUser(
                        user: fixture.first.administrator, ifVersion: Version(unchecked: 1), idempotencyKey: .fresh()))
            }
        }
    }
}
