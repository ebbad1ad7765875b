// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct AssignRolesTests {
    private func assign(
        _ roles: [BuiltInRole], to user: UserID, _ version: Version = Version(unchecked: 1),
        key: IdempotencyKey = .fresh()
    ) throws -> AssignRoles {
        AssignRoles(
            user: user, roles: try List(validating: roles.map { RoleName($0) }), ifVersion: version,
            idempotencyKey: key)
    }

    private func newcomer(_ fixture: IdentityFixture, _ roles: [BuiltInRole]) async throws -> UserID {
        try await fixture.administrator.call(CreateUser.of("bob@first.example", roles: roles)).user
    }

    @Test func theWholeSetIsReplacedAndTheOldBindingsStayAsEvidence() async throws {
        try await withIdentity { fixture in
            let user = try await newcomer(fixture, [.bookkeeper, .analyst])
            fixture.clock.advance(bySeconds: 60)
            let command = try assign([.analyst, .auditor], to: user)
            let answer = try await fixture.administrator.call(command)
            #expect(answer.version == Version(unchecked: 2))
            #expect(try await fixture.administrator.call(command) == answer)
            let roles = try await fixture.administrator.call(GetUser(user: user)).user.roles
            #expect(roles == [RoleName(.analyst), RoleName(.auditor)])
            let ended = try await fixture.database.rows(
                "select role from role_binding where user_id = \(user) and valid_to = \(fixture.clock.now)",
                as: String.self)
            #expect(ended == ["bookkeeper"])
            let details = try await fixture.database.rows(
                "select detail from security_event where kind = 'roles_assigned'", as: String.self)
            #expect(details == ["added: auditor, removed: bookkeeper"])
        }
    }

    @Test func whatWasGrantedBeforeMayStayThoughTheGranterDoesNotHoldIt() async throws {
        try await withIdentity { fixture in
            let user = try await newcomer(fixture, [.accountManager])
            let auditor = try await fixture.user("eve@first.example", roles: [.auditor])
            let caller = fixture.service.as(auditor.with([.manageUsers]))
            await #expect(throws: PermissionNotHeld(permissions: [.holdFunds, .postEntries])) {
                try await caller.call(assign([.accountManager, .bookkeeper], to: user))
            }
            _ = try await caller.call(assign([.accountManager, .analyst], to: user))
        }
    }

    @Test func nobodyMakesHimselfAdministrator() async throws {
        try await withIdentity { fixture in
            let auditor = try await fixture.user("eve@first.example", roles: [.auditor], password: nil)
            let caller = fixture.service.as(auditor.with(Permission.allCases))
            await #expect(throws: PermissionNotHeld.self) {
                try await caller.call(assign([.administrator], to: try #require(auditor.subject.user)))
            }
        }
    }

    @Test func theLastAdministratorStaysOne() async throws {
        try await withIdentity { fixture in
            let user = fixture.first.administrator
            await #expect(throws: LastAdministrator()) {
                try await fixture.administrator.call(assign([.auditor], to: user))
            }
            _ = try await newcomer(fixture, [.administrator])
            _ = try await fixture.administrator.call(assign([.auditor], to: user))
        }
    }

    @Test func aDisabledAdministratorDoesNotCount() async throws {
        try await withIdentity { fixture in
            let other = try await newcomer(fixture, [.administrator])
            _ = try await fixture.administrator.call(
                DisableUser(user: other, ifVersion: Version(unchecked: 1), idempotencyKey: .fresh()))
            await #expect(throws: LastAdministrator()) {
                try await fixture.administrator.call(assign([], to: fixture.first.administrator))
            }
        }
    }

    @Test func twoAdministratorsCannotDemoteEachOtherAtOnce() async throws {
        try await withIdentity { fixture in
            let other = try await newcomer(fixture, [.administrator])
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for user in [other, fixture.first.administrator] {
                    let command = try assign([.analyst], to: user)
                    group.addTask {
                        do {
                            _ = try await fixture.administrator.call(command)
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

    @Test func anOldVersionAnUnknownRoleAndAnUnknownUserAreRefused() async throws {
        try await withIdentity { fixture in
            let user = try await newcomer(fixture, [])
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 1))) {
                try await fixture.administrator.call(assign([.analyst], to: user, Version(unchecked: 2)))
            }
            let unknown = AssignRoles(
                user: user, roles: try List(validating: [valid("emperor")]), ifVersion: Version(unchecked: 1),
                idempotencyKey: .fresh())
            await #expect(throws: RoleNotFound(role: valid("emperor"))) {
                try await fixture.administrator.call(unknown)
            }
            await #expect(throws: UserNotFound()) { try await fixture.stranger.call(assign([.analyst], to: user)) }
        }
    }

    @Test func aServiceAccountHasRolesToo() async throws {
        try await withIdentity { fixture in
            let account = try await fixture.administrator.call(CreateServiceAccount.of("importer", roles: [.analyst]))
            func command(_ version: Int64) throws -> AssignRoles {
                AssignRoles(
                    serviceAccount: account.serviceAccount, roles: try List(validating: [RoleName(.integrator)]),
                    ifVersion: Version(unchecked: version), idempotencyKey: .fresh())
            }
            let answer = try await fixture.administrator.call(command(1))
            #expect(answer.version == Version(unchecked: 2))
            let accounts = try await fixture.administrator.call(ListServiceAccounts()).items
            #expect(accounts.map(\.roles) == [[RoleName(.integrator)]])
            await #expect(throws: ServiceAccountNotFound()) { try await fixture.stranger.call(command(2)) }
            let half = fixture.service.as(fixture.first.caller.with([.manageUsers]))
            #expect(try await failureCode { try await half.call(command(2)) } == .permissionDenied)
        }
    }

    @Test func exactlyOneSubjectIsGiven() async throws {
        try await withIdentity { fixture in
            for (user, account) in [(nil, nil), (UserID.example, ServiceAccountID.example)] {
                let command = AssignRoles(
                    user: user, serviceAccount: account, roles: try List(validating: []),
                    ifVersion: Version(unchecked: 1), idempotencyKey: .fresh())
                #expect(try await failureCode { try await fixture.administrator.call(command) } == .invalidParams)
            }
        }
    }
}
