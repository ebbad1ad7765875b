// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListTeamRolesTests {
    @Test func anOrganisationBeginsWithSensibleOnes() async throws {
        try await withClients { clients in
            let initial = try await clients.call(ListTeamRoles()).roles
            #expect(initial.version == .one)
            #expect(initial.roles.map(\.code) == .initial)
            #expect(initial.roles.filter(\.mayBePrimary).map(\.code) == .initialPrimary)
            #expect(initial.roles.allSatisfy { $0.givesSight && !$0.isRetired })
            #expect(initial.executiveRole == .accountExecutive)
            #expect(initial.managerRole == .accountManager)
        }
    }

    @Test func anotherOrganisationHasItsOwn() async throws {
        try await withClients { clients in
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor)])
            let others = try await clients.inOtherOrganisation.call(ListTeamRoles()).roles
            #expect(others.version == .one)
            #expect(others.roles.map(\.code) == .initial)
        }
    }

    @Test func whoMayNotReadIsRefused() async throws {
        try await withClients { clients in
            let stranger = clients.as(.user(with: [.readContacts]))
            await #expect(
                performing: { _ = try await stranger.call(ListTeamRoles()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
