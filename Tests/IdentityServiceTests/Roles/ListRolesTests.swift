// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct ListRolesTests {
    @Test func everyBuiltInRoleIsListedInAlphabeticalOrder() async throws {
        try await withIdentity { fixture in
            let roles = try await fixture.administrator.call(ListRoles()).items
            #expect(roles.map(\.name.text) == BuiltInRole.allCases.map(\.rawValue).sorted())
            #expect(roles.allSatisfy { $0.isBuiltIn })
            #expect(
                roles.first { $0.name == RoleName(.analyst) }?.permissions == [
                    .readAllClients, .readClients, .readConcerns, .readContracts, .readSales, .readLedger, .readReports,
                ])
        }
    }
}
