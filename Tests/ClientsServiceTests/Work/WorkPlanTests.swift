// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements about tasks go by an index, with some thousand of them of two organisations.
@Suite struct WorkPlanTests {
    @Test func tasksAreFoundByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await clients.fill(200)
            try await clients.inOtherOrganisation.fill(200)
            try await clients.database.withPool { pool in
                for organisation in [OrganisationID.first, .second] { try await fill(organisation, in: pool) }
                try await pool.execute("analyze clients.task")
                try await pool.execute("analyze clients.fact")
            }
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            let expected: [(filter: TaskFilter, index: String)] = [
                (TaskFilter(), "task_id_is_unique"), (TaskFilter(owner: .ann), "task_by_owner"),
                (TaskFilter(client: client), "task_by_client"), (TaskFilter(isOpen: true), "task_open"),
                (TaskFilter(run: .new(at: Clocks.start)), "task_is_a_step_once"),
            ]
            for (filter, index) in expected {
                let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
                    let statement = TaskStore.statement(filter, of: .whole(.first), after: nil, limit: 101)
                    return try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
                }
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(plan.contains("fact_is_written_once"), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
        }
    }

    /// Twenty tasks of each client, one of them open.
    private func fill(_ organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as (
                select gen_random_uuid() as id, client_id, row_number() over () as number
                from clients.client, generate_series(1, 20) where organisation_id = \(organisation)
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, 'task', id, 1, '{}'::bytea, now(), 'test' from made
            )
            insert into clients.task (
                organisation_id, task_id, version, client_id, owner_id, due_on, is_open, is_gate)
            select \(organisation)::uuid, id, 1, client_id, gen_random_uuid(), '2026-01-01', number % 20 = 0, false
            from made
            """)
    }
}
