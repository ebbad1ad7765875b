// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

extension CreateServiceAccount {
    static func of(
        _ name: String, roles: [BuiltInRole] = [], permissions: [Permission] = [],
        idempotencyKey: IdempotencyKey = .fresh()
    ) throws -> CreateServiceAccount {
        CreateServiceAccount(
            name: valid(name), roles: try List(validating: roles.map { RoleName($0) }),
            permissions: try List(validating: permissions), idempotencyKey: idempotencyKey)
    }
}

@Suite struct CreateServiceAccountTests {
    @Test func anAccountHoldsRolesAndPermissions() async throws {
        try await withIdentity { fixture in
            let command = try CreateServiceAccount.of(
                "importer", roles: [.integrator], permissions: [.manageBooks, .readUsers, .manageBooks])
            let created = try await fixture.administrator.call(command)
            #expect(try await fixture.administrator.call(command) == created)
            let accounts = try await fixture.administrator.call(ListServiceAccounts()).items
            #expect(accounts.count == 1)
            #expect(accounts.first?.serviceAccount == created.serviceAccount)
            #expect(accounts.first?.roles == [RoleName(.integrator)])
            #expect(accounts.first?.permissions == [.readUsers, .manageBooks])
            #expect(try await fixture.events().last == "service_account_created")
        }
    }

    @Test func aNameBelongsToOneAccountOfAnOrganisation() async throws {
        try await withIdentity { fixture in
            _ = try await fixture.administrator.call(CreateServiceAccount.of("importer"))
            await #expect(throws: ServiceAccountNameTaken()) {
                try await fixture.administrator.call(CreateServiceAccount.of("importer"))
            }
            _ = try await fixture.stranger.call(CreateServiceAccount.of("importer"))
        }
    }

    @Test func nobodyGrantsWhatHeDoesNotHold() async throws {
        try await withIdentity { fixture in
            let auditor = try await fixture.user("eve@first.example", roles: [.auditor], password: nil)
            let caller = fixture.service.as(auditor.with(Permission.allCases))
            await #expect(throws: PermissionNotHeld(permissions: [.manageBooks])) {
                try await caller.call(CreateServiceAccount.of("importer", permissions: [.readClients, .manageBooks]))
            }
            await #expect(throws: PermissionNotHeld.self) {
                try await caller.call(CreateServiceAccount.of("importer", roles: [.integrator]))
            }
        }
    }

    @Test func aRoleThatDoesNotExistIsRefused() async throws {
        try await withIdentity { fixture in
            let command = CreateServiceAccount(
                name: valid("importer"), roles: try List(validating: [valid("emperor")]), idempotencyKey: .fresh())
            await #expect(throws: RoleNotFound(role: valid("emperor"))) {
                try await fixture.administrator.call(command)
            }
        }
    }
}
