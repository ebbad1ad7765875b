// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListAssignmentsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let first = try await clients.create("First")
            let second = try await clients.create("Second")
            try await clients.assign(.ann, to: first, isPrimary: true, from: "2026-01-01", to: "2026-06-30")
            try await clients.assign(.bob, to: first, .specialist, from: "2026-01-01")
            try await clients.assign(.ann, to: second, .specialist, share: 50, from: "2026-03-01")
            func labels(_ filter: AssignmentFilter) async throws -> [String] {
                try await clients.call(ListAssignments(filter: filter)).items.map(\.label)
            }
            let primary = "1 2026-01-01...2026-06-30 100 primary"
            #expect(try await labels(AssignmentFilter(user: .ann)) == [primary, "1 2026-03-01... 50"])
            #expect(try await labels(AssignmentFilter(user: .ann, asOf: "2026-01-01")) == [primary])
            #expect(try await labels(AssignmentFilter(client: first.id)) == [primary, "2 2026-01-01... 100"])
            #expect(try await labels(AssignmentFilter(client: first.id, user: .ann)) == [primary])
            #expect(
                try await labels(AssignmentFilter(client: first.id, role: .specialist)) == ["2 2026-01-01... 100"])
            #expect(try await labels(AssignmentFilter(user: .cleo)).isEmpty)
        }
    }

    @Test func pagesGoOnByTheCursorAndItsFilter() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            for user in 1...5 {
                try await clients.assign(.number(user), to: client, .specialist, share: 10, from: "2026-01-01")
            }
            var seen: [Assignment] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    ListAssignments(
                        filter: cursor == nil ? AssignmentFilter(client: client.id) : nil,
                        limit: PageLimit(unchecked: 2), cursor: cursor))
                seen += page.items
                cursor = page.next
            } while cursor != nil
            #expect(seen.map(\.user) == (1...5).map { UserID.number($0) })
        }
    }

    @Test func aListOfEverybodysAssignmentsIsRefused() async throws {
        try await withClients { clients in
            for filter in [nil, AssignmentFilter(role: .specialist)] {
                await #expect(
                    performing: { _ = try await clients.call(ListAssignments(filter: filter)) },
                    throws: { ($0 as? RemoteError)?.violations.map(\.path) == ["$.filter"] })
            }
        }
    }

    @Test func anotherOrganisationsAssignmentsAreAbsent() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, from: "2026-01-01")
            #expect(try await clients.inOtherOrganisation.team(of: client).isEmpty)
            #expect(try await clients.inOtherOrganisation.portfolio(of: .ann, asOf: "2026-01-01").isEmpty)
        }
    }

    @Test func onlyReadersList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.assignClients]))
            await #expect(
                performing: {
                    _ = try await other.call(ListAssignments(filter: AssignmentFilter(user: .ann)))
                }, throws: isRemoteError(.permissionDenied))
            await #expect(
                performing: { _ = try await other.portfolio(of: .ann, asOf: "2026-01-01") },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
