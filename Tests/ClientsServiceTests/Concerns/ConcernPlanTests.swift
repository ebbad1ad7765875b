// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements about concerns and risks go by an index, with some thousand of them of two organisations.
@Suite struct ConcernPlanTests {
    @Test func concernsAreFoundByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            let client = try await fill(clients)
            let opportunity = OpportunityID.new(at: Clocks.start)
            let contract = ContractID.new(at: Clocks.start)
            let expected: [(filter: ConcernFilter, index: String)] = [
                (ConcernFilter(), "concern_id_is_unique"),
                (ConcernFilter(client: client), "concern_by_client"),
                (ConcernFilter(opportunity: opportunity), "concern_by_opportunity"),
                (ConcernFilter(contract: contract), "concern_by_contract"),
                (ConcernFilter(user: .ann), "concern_by_user"),
                (ConcernFilter(isOpen: true), "concern_open"),
                (ConcernFilter(isOverdue: true), "concern_open"),
                (ConcernFilter(acknowledgedLate: true), "concern_acknowledged_late"),
            ]
            for (filter, index) in expected {
                let plan = try await plan(
                    ConcernStore.statement(filter, of: .first, after: nil, limit: 101, at: Clocks.start), clients)
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(plan.contains("fact_is_written_once"), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
            let blocking = try await plan(
                ConcernStore.blockingStatement(opportunity, of: client, in: .first, limit: 100), clients)
            #expect(blocking.contains("concern_open_by_client"), "\(blocking)")
            #expect(!blocking.contains("Seq Scan"), "\(blocking)")
        }
    }

    @Test func risksAreFoundByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            let client = try await fill(clients)
            let expected: [(filter: RiskFilter, index: String)] = [
                (RiskFilter(), "risk_id_is_unique"), (RiskFilter(client: client), "risk_by_client"),
                (RiskFilter(owner: .ann), "risk_by_owner"), (RiskFilter(state: .open), "risk_open"),
            ]
            for (filter, index) in expected {
                let plan = try await plan(
                    RiskStore.statement(filter, of: .first, after: nil, limit: 101), clients)
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
        }
    }

    /// Twenty concerns and risks of each of two hundred clients, most of them done; answers one client.
    private func fill(_ clients: ClientsUnderTest) async throws -> ClientID {
        try await clients.fill(200)
        try await clients.inOtherOrganisation.fill(200)
        try await clients.database.withPool { pool in
            for organisation in [OrganisationID.first, .second] {
                try await fillConcerns(of: organisation, in: pool)
                try await fillRisks(of: organisation, in: pool)
            }
            for table: SQL in ["analyze clients.concern", "analyze clients.risk", "analyze clients.fact"] {
                try await pool.execute(table)
            }
        }
        return try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
    }

    private func fillConcerns(of organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as (
                select gen_random_uuid() as id, client_id, row_number() over () as number
                from clients.client, generate_series(1, 20) where organisation_id = \(organisation)
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, 'concern', id, 1, '{}'::bytea, now(), 'test' from made
            )
            insert into clients.concern (
                organisation_id, concern_id, version, client_id, opportunity_id, contract_id, kind, severity,
                severity_rank, is_blocking, state, user_id, due_at, acknowledged_late, received_at)
            select \(organisation)::uuid, id, 1, client_id, case when number % 20 = 1 then gen_random_uuid() end,
                case when number % 20 = 2 then gen_random_uuid() end, 'question', 'high', 1, number % 3 = 0,
                case when number % 20 = 0 then 'received' else 'resolved' end,
                case when number % 20 < 10 then gen_random_uuid() end,
                case when number % 20 = 0 then now() end, number % 40 = 0, now()
            from made
            """)
    }

    private func fillRisks(of organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as (
                select gen_random_uuid() as id, client_id, row_number() over () as number
                from clients.client, generate_series(1, 20) where organisation_id = \(organisation)
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, 'risk', id, 1, '{}'::bytea, now(), 'test' from made
            )
            insert into clients.risk (
                organisation_id, risk_id, version, client_id, owner_id, level, state, review_on)
            select \(organisation)::uuid, id, 1, client_id, gen_random_uuid(), 'low',
                case when number % 20 = 0 then 'open' else 'averted' end, '2026-01-01'
            from made
            """)
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
