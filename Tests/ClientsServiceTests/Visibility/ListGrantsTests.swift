// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListGrantsTests {
    @Test func grantsAreFoundByClientHolderAndDay() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let globex = try await clients.create("Globex")
            let group = try await clients.group("Energy", [])
            let first = try await clients.grant(acme, to: AccessHolder(user: .ann), until: "2026-06-30")
            let second = try await clients.grant(globex, to: AccessHolder(user: .ann))
            let third = try await clients.grant(acme, to: AccessHolder(group: group.id))
            let revoked = try await clients.revoke(second)
            for (filter, expected) in [
                (AccessGrantFilter(), [first, revoked, third]), (AccessGrantFilter(client: acme.id), [first, third]),
                (AccessGrantFilter(holder: AccessHolder(user: .ann)), [first, revoked]),
                (AccessGrantFilter(holder: AccessHolder(group: group.id)), [third]),
                (AccessGrantFilter(asOf: "2026-06-30"), [first, third]),
                (AccessGrantFilter(asOf: "2026-07-01"), [third]),
                (AccessGrantFilter(asOf: "2025-12-31"), []),
            ] {
                #expect(try await clients.call(ListGrants(filter: filter)).items == expected)
            }
        }
    }

    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let grants = [
                try await clients.grant(acme, to: AccessHolder(user: .ann)),
                try await clients.grant(acme, to: AccessHolder(user: .bob)),
                try await clients.grant(acme, to: AccessHolder(user: .cleo)),
            ]
            let limit = PageLimit(unchecked: 2)
            let first = try await clients.call(ListGrants(filter: AccessGrantFilter(client: acme.id), limit: limit))
            let second = try await clients.call(ListGrants(limit: limit, cursor: first.next))
            #expect(first.items + second.items == grants)
            #expect(second.next == nil)
        }
    }

    @Test func grantsOfHiddenClientsAndOtherOrganisationsAreAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let globex = try await clients.create("Globex")
            let seen = try await clients.grant(acme, to: AccessHolder(user: .ann))
            try await clients.grant(globex, to: AccessHolder(user: .bob))
            #expect(try await clients.seen(by: .ann).call(ListGrants()).items == [seen])
            #expect(try await clients.inOtherOrganisation.call(ListGrants()).items.isEmpty)
        }
    }

    @Test func onlyReadersList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.grantAccess]))
            await #expect(
                performing: { try await other.call(ListGrants()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
