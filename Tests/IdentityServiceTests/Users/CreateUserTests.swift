// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct CreateUserTests {
    @Test func aUserIsCreatedWithHisRoles() async throws {
        try await withIdentity { fixture in
            let created = try await fixture.administrator.call(
                CreateUser.of("Bob@First.example", roles: [.bookkeeper, .accountManager]))
            let user = try await fixture.administrator.call(GetUser(user: created.user)).user
            #expect(user.email == valid("bob@first.example"))
            #expect(user.roles == [RoleName(.accountManager), RoleName(.bookkeeper)])
            #expect(user.state == .active)
            #expect(!user.hasPassword)
            #expect(user.version == created.version)
            #expect(try await fixture.events().last == "user_created")
        }
    }

    @Test func anAddressBelongsToOneUserOfAnOrganisation() async throws {
        try await withIdentity { fixture in
            _ = try await fixture.administrator.call(CreateUser.of("bob@first.example"))
            await #expect(throws: EmailTaken()) {
                try await fixture.administrator.call(CreateUser.of("BOB@first.example"))
            }
            _ = try await fixture.stranger.call(CreateUser.of("bob@first.example"))
        }
    }

    @Test func aRoleThatDoesNotExistIsRefused() async throws {
        try await withIdentity { fixture in
            let command = CreateUser(
                email: valid("bob@first.example"), name: valid("Bob"),
                roles: try List(validating: [valid("emperor")]), idempotencyKey: .fresh())
            await #expect(throws: RoleNotFound(role: valid("emperor"))) {
                try await fixture.administrator.call(command)
            }
        }
    }

    @Test func nobodyGrantsWhatHeDoesNotHold() async throws {
        try await withIdentity { fixture in
            let auditor = try await fixture.user("eve@first.example", roles: [.auditor])
            // His token says more than he holds by now.
            let caller = auditor.with(Permission.allCases)
            let missing: [Permission] = [
                .assignClients, .signContracts, .writeClients, .writeConcerns, .writeContacts,
                .writeContracts, .writePlans, .writeSales, .writeWork,
            ]
            await #expect(throws: PermissionNotHeld(permissions: missing)) {
                try await fixture.service.as(caller).call(
                    CreateUser.of("bob@first.example", roles: [.accountManager]))
            }
            _ = try await fixture.service.as(caller).call(CreateUser.of("bob@first.example", roles: [.analyst]))
        }
    }

    @Test func aDisabledUserGrantsNothing() async throws {
        try await withIdentity { fixture in
            let other = try await fixture.user("eve@first.example", roles: [.administrator])
            let user = try #require(other.subject.user)
            _ = try await fixture.administrator.call(
                DisableUser(user: user, ifVersion: try await fixture.version(of: user), idempotencyKey: .fresh()))
            await #expect(throws: PermissionNotHeld.self) {
                try await fixture.service.as(other).call(CreateUser.of("bob@first.example", roles: [.analyst]))
            }
        }
    }

    @Test func repeatedItAnswersTheFirstOutcome() async throws {
        try await withIdentity { fixture in
            let command = try CreateUser.of("bob@first.example")
            let first = try await fixture.administrator.call(command)
            #expect(try await fixture.administrator.call(command) == first)
            let other = try CreateUser.of(
                "bob@first.example", roles: [.analyst], idempotencyKey: command.idempotencyKey)
            await #expect(throws: IdempotencyKeyReused()) { try await fixture.administrator.call(other) }
            let refused = try CreateUser.of("bob@first.example")
            for _ in 0..<2 {
                await #expect(throws: EmailTaken()) { try await fixture.administrator.call(refused) }
            }
            #expect(try await fixture.events().filter { $0 == "user_created" }.count == 1)
        }
    }
}
