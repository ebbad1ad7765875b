// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Testing

@testable import IdentityService

@Suite struct RoleRulesTests {
    /// Whoever changes a role changes what people may do in every organisation.
    @Test func theBuiltInRolesHoldTheirPermissions() {
        func words(_ role: BuiltInRole) -> String {
            PermissionSet(role.permissions).permissions.map(\.rawValue).joined(separator: " ")
        }
        #expect(
            words(.accountDirector)
                == "identity.read_users clients.approve_concessions clients.approve_plans clients.assign "
                + "clients.configure clients.configure_sales clients.export clients.grant_access clients.import "
                + "clients.merge clients.read "
                + "clients.read_concerns clients.read_contacts clients.read_contracts clients.read_plans "
                + "clients.read_sales clients.read_work clients.reassign_portfolios clients.sign_contracts "
                + "clients.write clients.write_concerns clients.write_contacts clients.write_contracts "
                + "clients.write_plans clients.write_sales clients.write_work ledger.read reporting.read")
        #expect(
            words(.accountExecutive)
                == "clients.assign clients.read clients.read_concerns clients.read_contacts clients.read_contracts "
                + "clients.read_plans clients.read_sales clients.read_work clients.sign_contracts clients.write "
                + "clients.write_concerns clients.write_contacts clients.write_contracts clients.write_plans "
                + "clients.write_sales clients.write_work")
        #expect(
            words(.accountManager)
                == "clients.assign clients.read clients.read_concerns clients.read_contacts clients.read_contracts "
                + "clients.read_plans clients.read_sales clients.read_work clients.sign_contracts clients.write "
                + "clients.write_concerns clients.write_contacts clients.write_contracts clients.write_plans "
                + "clients.write_sales clients.write_work reporting.read")
        #expect(
            words(.accountant)
                == "clients.read_all clients.read clients.read_contracts ledger.close_years ledger.export "
                + "ledger.hold_funds ledger.import ledger.manage_accounts ledger.manage_books "
                + "ledger.manage_budgets ledger.manage_periods ledger.manage_rates ledger.manage_schedules "
                + "ledger.post_entries ledger.read ledger.revalue_accounts ledger.verify reporting.read")
        #expect(PermissionSet(BuiltInRole.administrator.permissions) == PermissionSet(Permission.allCases))
        #expect(
            words(.analyst)
                == "clients.read_all clients.read clients.read_concerns clients.read_contracts clients.read_sales "
                + "ledger.read reporting.read")
        #expect(
            words(.auditor)
                == "identity.read_users clients.export clients.read_all clients.read clients.read_concerns "
                + "clients.read_contacts "
                + "clients.read_contracts clients.read_plans clients.read_sales clients.read_work ledger.export "
                + "ledger.read ledger.verify reporting.read")
        #expect(
            words(.bookkeeper)
                == "clients.read_all clients.read ledger.hold_funds ledger.post_entries ledger.read")
        #expect(
            words(.integrator)
                == "clients.assign clients.configure_sales clients.export clients.grant_access clients.import "
                + "clients.manage_hierarchy clients.manage_webhooks clients.merge "
                + "clients.read_all clients.read_feed clients.read clients.read_concerns clients.read_contacts "
                + "clients.read_contracts clients.read_plans clients.read_sales clients.read_work "
                + "clients.reassign_portfolios clients.sign_contracts clients.write clients.write_concerns "
                + "clients.write_contacts clients.write_contracts clients.write_plans clients.write_sales "
                + "clients.write_work ledger.export ledger.hold_funds ledger.import ledger.manage_rates "
                + "ledger.post_entries ledger.read ledger.read_feed reporting.read")
        #expect(
            words(.keyAccountManager)
                == "clients.assign clients.read clients.read_concerns clients.read_contacts clients.read_contracts "
                + "clients.read_plans clients.read_sales clients.read_work clients.sign_contracts clients.write "
                + "clients.write_concerns clients.write_contacts clients.write_contracts clients.write_plans "
                + "clients.write_sales clients.write_work ledger.read reporting.read")
    }

    @Test func aRoleThatIsNotKnownGivesNothing() {
        #expect(RoleRules.permissions(of: [valid("emperor")]) == PermissionSet([]))
    }

    @Test func whatIsMissingIsNamed() {
        let missing: [Permission] = [
            .assignClients, .readConcerns, .readContacts, .readContracts, .readPlans, .readSales,
            .readWork, .signContracts, .writeClients, .writeConcerns, .writeContacts, .writeContracts,
            .writePlans, .writeSales, .writeWork,
        ]
        #expect(throws: PermissionNotHeld(permissions: missing)) {
            try RoleRules.requireHeld(
                RoleRules.permissions(of: [RoleName(.accountExecutive)]), by: PermissionSet([.readClients]))
        }
    }
}
