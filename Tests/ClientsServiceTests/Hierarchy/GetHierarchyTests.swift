// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct GetHierarchyTests {
    @Test func everythingAboveAndBelowIsShownLevelByLevel() async throws {
        try await withClients { clients in
            let tree = try await tree(clients)
            let middle = try await clients.call(GetHierarchy(client: tree[1].id))
            #expect(middle.above.map(\.name.text) == ["0"])
            #expect(middle.client.name.text == "1")
            #expect(middle.below.map(\.name.text) == ["2", "3", "4"])
            #expect(middle.below.map(\.parent) == [tree[1].id, tree[1].id, tree[2].id])
            #expect(!middle.hasMore)
            let lowest = try await clients.call(GetHierarchy(client: tree[4].id))
            #expect(lowest.above.map(\.name.text) == ["0", "1", "2"])
            #expect(lowest.below.isEmpty)
        }
    }

    @Test func hiddenClientsAreAbsent() async throws {
        try await withClients { clients in
            let tree = try await tree(clients)
            for number in [0, 2, 4] { try await clients.grant(tree[number], to: AccessHolder(user: .ann)) }
            let found = try await clients.seen(by: .ann).call(GetHierarchy(client: tree[2].id))
            #expect(found.above.map(\.name.text) == ["0"])
            #expect(found.client.parent == nil)
            #expect(found.parentage?.spells == [])
            #expect(found.below.map(\.name.text) == ["4"])
            await #expect(throws: ClientNotFound()) {
                try await clients.seen(by: .ann).call(GetHierarchy(client: tree[1].id))
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(GetHierarchy(client: tree[0].id))
            }
        }
    }

    @Test func theHierarchyIsReadByIndexes() async throws {
        try await withClients { clients in
            try await clients.fill(2000)
            try await clients.database.withPool { pool in
                try await pool.execute(
                    """
                    insert into clients.fact (
                        organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                    select organisation_id, 'parentage', client_id, 1, '{}', now(), 'test' from clients.client
                    """)
                try await pool.execute(
                    """
                    insert into clients.parentage (organisation_id, client_id, version)
                    select organisation_id, client_id, 1 from clients.client
                    """)
                try await pool.execute(
                    """
                    insert into clients.client_parent (
                        organisation_id, client_id, parent_id, starts_on, ends_on)
                    select organisation_id, client_id, parent_id, day, day + 8
                    from (
                        select organisation_id, client_id,
                            lag(client_id, 7) over (order by client_id) as parent_id
                        from clients.client order by client_id offset 7
                    ) as child
                    cross join generate_series(0, 9) as year
                    cross join lateral (select '2017-03-01'::date + year * 365 as day) as spell
                    """)
                for table: SQL in ["analyze clients.client", "analyze clients.client_parent"] {
                    try await pool.execute(table)
                }
            }
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            for (statement, index) in [
                (ParentStore.above(client, on: "2026-03-01", of: .first), "client_parent_begins_once_a_day"),
                (ParentStore.below(client, on: "2026-03-01", of: .first, limit: 1001), "client_parent_by_parent"),
            ] {
                let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
                    try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
                }
                #expect(plan.contains(index), "\(plan)")
                #expect(!plan.contains("Seq Scan on client_parent"), "\(plan)")
            }
        }
    }

    @Test func onlyReadersAsk() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let writer = clients.as(.user(with: [.readAllClients, .writeClients]))
            await #expect(
                performing: { try await writer.call(GetHierarchy(client: client.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    /// Five clients: 1 belongs to 0, 2 and 3 belong to 1, 4 belongs to 2.
    private func tree(_ clients: ClientsUnderTest) async throws -> [Client] {
        var tree: [Client] = []
        for number in 0..<5 { tree.append(try await clients.create("\(number)")) }
        for (child, parent) in [(1, 0), (2, 1), (3, 1), (4, 2)] {
            try await clients.setParent(of: tree[child], to: tree[parent], from: "2026-01-01")
        }
        return tree
    }
}
