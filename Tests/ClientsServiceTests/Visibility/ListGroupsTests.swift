// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListGroupsTests {
    @Test func groupsAreFoundByMemberAndDay() async throws {
        try await withClients { clients in
            let energy = try await clients.group(
                "Energy", [.always(.ann), GroupMember(user: .bob, from: "2026-01-01", to: "2026-01-31")])
            let steel = try await clients.group("Steel", [.always(.bob)])
            for (filter, expected) in [
                (UserGroupFilter(), [energy, steel]), (UserGroupFilter(user: .ann), [energy]),
                (UserGroupFilter(user: .bob), [energy, steel]),
                (UserGroupFilter(user: .bob, asOf: "2026-02-01"), [steel]), (UserGroupFilter(user: .cleo), []),
            ] {
                #expect(try await clients.call(ListGroups(filter: filter)).items == expected)
            }
            let limit = PageLimit(unchecked: 1)
            let first = try await clients.call(ListGroups(limit: limit))
            #expect(first.items == [energy])
            #expect(try await clients.call(ListGroups(limit: limit, cursor: first.next)).items == [steel])
        }
    }

    @Test func aDayGoesWithAUser() async throws {
        try await withClients { clients in
            let filter = UserGroupFilter(asOf: "2026-01-01")
            await #expect(
                performing: { try await clients.call(ListGroups(filter: filter)) },
                throws: refusesParams(at: "$.filter.asOf"))
        }
    }

    @Test func onlyReadersListTheirOwnOrganisations() async throws {
        try await withClients { clients in
            try await clients.group("Energy", [])
            #expect(try await clients.inOtherOrganisation.call(ListGroups()).items.isEmpty)
            await #expect(
                performing: { try await clients.as(.user(with: [.manageHierarchy])).call(ListGroups()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
