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
                    "analyze clients.relationship", "analyze clients.relationship_spell", "analyze clients.consent",
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
            let map = try await plan(
                RelationshipStore.statement(client, of: .first, on: CalendarDate(daysSince1970: 20_000), limit: 1001),
                clients)
            #expect(map.contains("contact_position_once_a_client"), "\(map)")
            #expect(map.contains("fact_is_written_once"), "\(map)")
            // Either one is led by the organisation, the client and the contact.
            #expect(
                map.contains("relationship_spell_by_contact") || map.contains("relationship_spell_once_a_day"),
                "\(map)")
            #expect(!map.contains("Seq Scan"), "\(map)")
            let contact = ContactID.new(at: Clocks.start)
            for filter in [ConsentFilter(contact: contact), ConsentFilter(contact: contact, inForceAt: Clocks.start)] {
                let plan = try await plan(
                    ConsentStore.statement(filter, of: .first, after: nil, limit: 101), clients)
                // Either one is led by the organisation and the contact.
                #expect(plan.contains("consent_in_order") || plan.contains("consent_by_purpose"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
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
            with made as materialized (
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
        _ = try await pool.batch([
            """
            insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
            select organisation_id, 'relationship', contact_id, 1, '{}', now(), 'test'
            from clients.contact_position where organisation_id = \(organisation)
            """,
            """
            insert into clients.relationship (
                organisation_id, relationship_id, client_id, contact_id, version, created_at)
            select organisation_id, contact_id, client_id, contact_id, 1, now()
            from clients.contact_position where organisation_id = \(organisation)
            """,
            """
            insert into clients.relationship_spell (organisation_id, client_id, contact_id, days, role)
            select organisation_id, client_id, contact_id, '[2020-01-01,)', 'user'
            from clients.contact_position where organisation_id = \(organisation)
            """,
            """
            insert into clients.consent (
                organisation_id, contact_id, consent_id, number, purpose, basis, decision, decided_at, evidence,
                recorded_at)
            select organisation_id, contact_id, contact_id, number, 'newsletter', 'consent', 'granted', now(), 'form',
                now()
            from clients.contact_position, generate_series(1, 3) as number where organisation_id = \(organisation)
            """,
        ])
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
