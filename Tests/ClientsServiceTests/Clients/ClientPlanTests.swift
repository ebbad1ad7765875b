// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Frequent statements go by an index, with some thousand clients of two organisations.
@Suite struct ClientPlanTests {
    @Test func listsGoByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await fill(clients)
            let expected: [(filter: ClientFilter, index: String)] = [
                (ClientFilter(), "client_id_is_unique"),
                (ClientFilter(namePrefix: try Text(validating: "client number123")), "client_by_name"),
                (ClientFilter(text: try Text(validating: "number1234")), "client_by_word"),
                (ClientFilter(lifecycle: .former), "client_by_lifecycle"),
                (ClientFilter(country: try CountryCode(validating: "FR")), "client_by_country"),
                (ClientFilter(updatedSince: Instant(microseconds: 4_000_000_000_000_000)), "client_by_update"),
            ]
            for (filter, index) in expected {
                let tests = try await clients.database.withPool(as: .clients, size: 1) { pool in
                    try await ClientTests.asked(filter, in: .first, from: pool)
                }
                let plan = try await plan(
                    ClientListStore.statement(tests, of: .first, after: nil, limit: 101), clients)
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
        }
    }

    @Test func recordsAreFoundByTheirKeys() async throws {
        try await withClients { clients in
            try await fill(clients)
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client
            let byID = try await plan(ClientStore.statement(client.id, of: .first), clients)
            #expect(byID.contains("client_id_is_unique"))
            #expect(byID.contains("client_external_id_by_client"))
            #expect(!byID.contains("Seq Scan"), "\(byID)")
            let together = try await plan(
                ClientReadStore.statement([
                    SoughtClient(client.id, of: .first),
                    SoughtClient(
                        client.id,
                        of: Sight(
                            of: Caller(
                                subject: .user(.ann), organisation: .first, permissions: PermissionSet([])),
                            at: Clocks.start)),
                ]), clients)
            for index in ["client_id_is_unique", "client_external_id_by_client", "lifecycle_change_once_a_version"] {
                #expect(together.contains(index), "\(together)")
            }
            #expect(!together.contains("Seq Scan on client"), "\(together)")
            let byName = try await plan(ClientStore.statement(named: .shop("Client-7"), of: .first), clients)
            #expect(byName.contains("external_id_names_one_client"))
            #expect(!byName.contains("Seq Scan"), "\(byName)")
        }
    }

    @Test func theFeedIsReadByPosition() async throws {
        try await withClients { clients in
            try await fill(clients)
            let limit = PageLimit.standard
            let plan = try await plan(
                FeedStore.statement(.first, after: FeedPosition(unchecked: 1500), limit: limit), clients)
            #expect(plan.contains("feed_position_is_unique"))
            #expect(plan.contains("client_version_is_written_once"))
            #expect(plan.contains("fact_is_written_once"))
            #expect(!plan.contains("Seq Scan"), "\(plan)")
            #expect(!plan.contains("Sort"), "\(plan)")
        }
    }

    private func fill(_ clients: ClientsUnderTest) async throws {
        try await clients.fill(3000)
        try await clients.fill(20, named: "French", country: "FR")
        try await clients.inOtherOrganisation.fill(3000)
        try await clients.database.withPool { pool in
            try await pool.execute(
                """
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select organisation_id, 'contact', client_id, 1, '{}', now(), 'test' from clients.client
                """)
            try await pool.execute("analyze clients.fact")
            try await pool.execute("analyze clients.client")
            try await pool.execute("analyze clients.client_external_id")
            try await pool.execute("analyze clients.client_version")
            try await pool.execute("analyze clients.feed")
        }
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
