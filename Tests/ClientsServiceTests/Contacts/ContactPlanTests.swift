// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Frequent statements go by an index, with some thousand contacts of two organisations.
@Suite struct ContactPlanTests {
    @Test func contactsAreFoundByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await clients.fill(300)
            try await clients.inOtherOrganisation.fill(300)
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            try await clients.database.withPool { pool in
                for organisation in [OrganisationID.first, .second] { try await fill(organisation, in: pool) }
                for table: SQL in [
                    "analyze clients.contact", "analyze clients.contact_position", "analyze clients.fact",
                ] {
                    try await pool.execute(table)
                }
            }
            let expected: [(filter: ContactFilter, index: String)] = [
                (ContactFilter(), "contact_id_is_unique"),
                (ContactFilter(client: client), "contact_position_once_a_client"),
                (ContactFilter(text: try Text(validating: "number1234")), "contact_by_word"),
            ]
            for (filter, index) in expected {
                let plan = try await plan(
                    ContactStore.statement(filter, of: .first, after: nil, limit: 101), clients)
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(plan.contains("fact_is_written_once"), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
            let byID = try await plan(ContactStore.statement(.new(at: Clocks.start), of: .first), clients)
            #expect(byID.contains("contact_id_is_unique"))
            #expect(!byID.contains("Seq Scan"), "\(byID)")
        }
    }

    /// Ten contacts at each client.
    private func fill(_ organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as (
                select gen_random_uuid() as id, client_id, row_number() over () as number
                from clients.client, generate_series(1, 10) where organisation_id = \(organisation)
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, 'contact', id, 1, '{}'::bytea, now(), 'test' from made
            ), contact as (
                insert into clients.contact (organisation_id, contact_id, version, searched)
                select \(organisation)::uuid, id, 1, 'contact number' || number from made
            )
            insert into clients.contact_position (organisation_id, client_id, contact_id)
            select \(organisation)::uuid, client_id, id from made
            """)
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
