// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Frequent statements go by an index, with some thousand opportunities of two organisations.
@Suite struct OpportunityPlanTests {
    @Test func opportunitiesAreFoundByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await fill(clients)
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            let expected: [(filter: OpportunityFilter, indexes: [String])] = [
                (OpportunityFilter(), ["opportunity_id_is_unique"]),
                (OpportunityFilter(client: client), ["opportunity_by_client"]),
                (OpportunityFilter(owner: .new(at: Clocks.start)), ["opportunity_by_owner"]),
                (OpportunityFilter(stage: try .stage("rare")), ["opportunity_by_stage"]),
                (OpportunityFilter(isOpen: true), ["opportunity_open", "opportunity_id_is_unique"]),
                (OpportunityFilter(outcome: .abandoned), ["opportunity_by_outcome"]),
                (OpportunityFilter(closingFrom: try .day("2031-01-01")), ["opportunity_by_close"]),
                (OpportunityFilter(text: try Text(validating: "number1234")), ["opportunity_by_word"]),
                (OpportunityFilter(product: .new(at: Clocks.start)), ["opportunity_line_by_product"]),
            ]
            for (filter, indexes) in expected {
                let plan = try await plan(
                    OpportunityListStore.statement(filter, of: Sight.first, after: nil, limit: 51), clients)
                #expect(indexes.contains { plan.contains($0) }, "\(filter): \(plan)")
                #expect(plan.contains("fact_is_written_once"), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
            let byID = try await plan(OpportunityStore.statement(.new(at: Clocks.start), of: Sight.first), clients)
            #expect(byID.contains("opportunity_id_is_unique"), "\(byID)")
            #expect(!byID.contains("Seq Scan"), "\(byID)")
        }
    }

    @Test func aPipelineReadsOpenOpportunitiesAlone() async throws {
        try await withClients { clients in
            try await fill(clients)
            for filter in [PipelineFilter(), PipelineFilter(kind: .upsell)] {
                let plan = try await plan(
                    PipelineStore.statement(filter, by: [.stage, .owner], of: Sight.first, limit: 51), clients)
                // Both have open ones alone.
                #expect(plan.contains("opportunity_in_pipeline") || plan.contains("opportunity_open"), "\(plan)")
                #expect(!plan.contains("Seq Scan on opportunity"), "\(plan)")
            }
        }
    }

    private func fill(_ clients: ClientsUnderTest) async throws {
        for organisation in [clients, clients.inOtherOrganisation] {
            try await organisation.fill(300)
            try await organisation.define(ifVersion: 1, .open("talk", 20), .open("rare", 30))
        }
        try await clients.database.withPool { pool in
            for organisation in [OrganisationID.first, .second] { try await fill(organisation, in: pool) }
            for table: SQL in [
                "analyze clients.opportunity", "analyze clients.fact", "analyze clients.opportunity_line",
                "analyze clients.stage",
            ] {
                try await pool.execute(table)
            }
        }
    }

    /// Ten opportunities at each client, most of them closed.
    private func fill(_ organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as materialized (
                select gen_random_uuid() as id, client_id, row_number() over () as number
                from clients.client, generate_series(1, 10) where organisation_id = \(organisation)
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, 'opportunity', id, 1, '{}'::bytea, now(), 'test' from made
            )
            insert into clients.opportunity (
                organisation_id, opportunity_id, client_id, version, business, stage, outcome, closed_on, currency,
                minor_units, expected_close_on, owner_id, name)
            select \(organisation)::uuid, id, client_id, 1, 'upsell',
                case when number % 300 = 1 then 'rare' when number % 5 = 0 then 'talk'
                    when number % 300 = 2 then 'abandoned' else 'won' end,
                case when number % 300 = 1 or number % 5 = 0 then null
                    when number % 300 = 2 then 'abandoned' else 'won' end,
                case when number % 300 = 1 or number % 5 = 0 then null else date '2026-01-01' end,
                'EUR', number, date '2026-01-01' + (number % 1500)::integer,
                ('00000000-0000-0000-0000-0000000000' || lpad((number % 90)::text, 2, '0'))::uuid,
                'opportunity number' || number
            from made
            """)
        _ = try await pool.batch([
            """
            insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
            select distinct organisation_id, 'product', owner_id, 1, '{}'::bytea, now(), 'test'
            from clients.opportunity where organisation_id = \(organisation)
            """,
            """
            insert into clients.product (organisation_id, product_id, code, version, is_offered, searched)
            select distinct organisation_id, owner_id, owner_id::text, 1, true, 'product'
            from clients.opportunity where organisation_id = \(organisation)
            """,
            """
            insert into clients.opportunity_line (organisation_id, opportunity_id, place, product_id)
            select organisation_id, opportunity_id, 1, owner_id
            from clients.opportunity where organisation_id = \(organisation)
            """,
        ])
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
