// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements about contracts go by an index, with some thousand of them.
@Suite struct ContractPlanTests {
    @Test func contractsAreFoundByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await clients.fill(500)
            try await clients.fillContracts()
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            let contract = try #require(try await clients.contractID())
            let lists: [(ContractFilter, [String])] = [
                (ContractFilter(), ["contract_id_is_unique"]),
                (ContractFilter(client: client), ["contract_by_client"]),
                (ContractFilter(state: .draft), ["contract_by_state"]),
                (
                    ContractFilter(state: .active, endsFrom: "2026-05-03", endsTo: "2026-05-03"),
                    ["contract_by_end", "contract_by_state"]
                ),
            ]
            for (filter, indexes) in lists {
                let plan = try await clients.plan(
                    ContractStore.statement(filter, of: .first, after: nil, limit: 101))
                #expect(indexes.contains(where: plan.contains), "\(filter): \(plan)")
                #expect(plan.contains("fact_is_written_once"), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
            for (statement, index) in [
                (ContractStore.statement(contract, of: .first), "contract_id_is_unique"),
                (ContractStore.statement(contract, of: .first, asOf: "2026-05-01"), "contract_change"),
                (ContractStore.changes(of: contract, in: .first, limit: 200), "contract_change"),
                (ReasonStore.statement(of: .first), "fact_is_written_once"),
            ] {
                let plan = try await clients.plan(statement)
                #expect(plan.contains(index), "\(plan)")
                #expect(!plan.contains("Seq Scan on contract"), "\(plan)")
                #expect(!plan.contains("Seq Scan on fact"), "\(plan)")
            }
        }
    }
}

extension ClientsUnderTest {
    /// Ten contracts with each client, of which nine are signed; terms end on each day of a thousand.
    func fillContracts() async throws {
        try await database.withPool { pool in
            try await pool.execute(
                """
                with made as (
                    select organisation_id, client_id, gen_random_uuid() as id, '2026-01-01'::date as starts_on,
                        '2026-01-01'::date + (row_number() over () % 1000)::integer as ends_on, number
                    from clients.client, generate_series(1, 10) as number
                ), fact as (
                    insert into clients.fact (
                        organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                    select organisation_id, 'contract', id, 1, '{}'::bytea, now(), 'test' from made
                ), contract as (
                    insert into clients.contract (
                        organisation_id, contract_id, client_id, version, state, currency, recurring_minor_units,
                        starts_on, ends_on, notice_on, renews_tacitly)
                    select organisation_id, id, client_id, 1, case when number = 1 then 'draft' else 'active' end,
                        'EUR', 1, starts_on, ends_on, ends_on - 30, number > 2
                    from made
                    returning organisation_id, contract_id, version, starts_on
                )
                insert into clients.contract_change (organisation_id, contract_id, version, effective_on, record)
                select organisation_id, contract_id, version, starts_on, '{}'::bytea from contract
                """)
            for table: SQL in [
                "analyze clients.client", "analyze clients.contract", "analyze clients.contract_change",
                "analyze clients.fact",
            ] {
                try await pool.execute(table)
            }
        }
    }

    /// Any.
    func contractID() async throws -> ContractID? {
        try await database.withPool { pool in
            try await pool.optionalRow("select contract_id from clients.contract limit 1", as: ContractID.self)
        }
    }

    func plan(_ statement: SQL) async throws -> String {
        try await database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
