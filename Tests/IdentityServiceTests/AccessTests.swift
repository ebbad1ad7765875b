// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

/// Every method, whatever it does: who is let in. Refusals come before params are opened, so none are needed.
@Suite struct AccessTests {
    private static let guarded: [(name: String, permission: Permission)] = IdentityServer.methods.compactMap { method in
        if case .permission(let permission) = method.access { (method.name, permission) } else { nil }
    }

    @Test func everyMethodIsForTheOnesItIsMeantFor() {
        let access = Dictionary(uniqueKeysWithValues: IdentityServer.methods.map { ($0.name, $0.access.description) })
        #expect(
            access == [
                "identity.assignRoles": "permission:identity.manage_users",
                "identity.changePassword": "authenticated",
                "identity.createServiceAccount": "permission:identity.manage_service_accounts",
                "identity.createUser": "permission:identity.manage_users",
                "identity.disableUser": "permission:identity.manage_users",
                "identity.getKeys": "anyone",
                "identity.getUser": "permission:identity.read_users",
                "identity.issueClientSecret": "permission:identity.manage_service_accounts",
                "identity.issueClientToken": "anyone",
                "identity.issueServiceToken": "service:identity,clients,ledger,reporting",
                "identity.listRoles": "permission:identity.read_users",
                "identity.listServiceAccounts": "permission:identity.manage_service_accounts",
                "identity.listUsers": "permission:identity.read_users",
                "identity.login": "anyone",
                "identity.logout": "anyone",
                "identity.refresh": "anyone",
                "identity.revokeClientSecret": "permission:identity.manage_service_accounts",
                "identity.setPassword": "permission:identity.manage_users",
                "identity.whoAmI": "authenticated",
            ])
    }

    @Test func aCallerWithEveryOtherPermissionIsRefused() async throws {
        try await withIdentity { fixture in
            for (name, permission) in Self.guarded {
                let caller = fixture.first.caller.with(Permission.allCases.filter { $0 != permission })
                #expect(await code(of: name, as: fixture.service.as(caller)) == .permissionDenied, "\(name)")
            }
        }
    }

    @Test func withoutATokenOnlyOpenMethodsAnswer() async throws {
        try await withIdentity { fixture in
            for method in IdentityServer.methods where method.access != .anyone {
                let code = await code(of: method.name, as: fixture.service.anonymously)
                #expect(code == .unauthenticated, "\(method.name)")
            }
        }
    }

    @Test func aServiceGetsItsTokenAndNothingOfAnOrganisation() async throws {
        try await withIdentity { fixture in
            for method in IdentityServer.methods where method.access != .anyone {
                let code = await code(of: method.name, as: fixture.service.as(service: .ledger))
                #expect(code == (method.name == IssueServiceToken.name ? nil : .permissionDenied), "\(method.name)")
            }
        }
    }

    @Test func aUserGetsNoServiceToken() async throws {
        try await withIdentity { fixture in
            #expect(await code(of: IssueServiceToken.name, as: fixture.administrator) == .permissionDenied)
        }
    }

    private func code(of method: String, as service: IdentityUnderTest) async -> StandardCode? {
        let answer = await service.answer(to: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{}}"#)
        return StandardCode.allCases.first { answer.contains(#""code":\#($0.rawValue),"#) }
    }
}
