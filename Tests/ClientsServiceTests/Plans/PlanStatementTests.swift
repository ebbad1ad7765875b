// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements about plans, needs and reviews go by an index, with some thousand of them of two organisations.
@Suite struct PlanStatementTests {
    @Test func recordsAreFoundByClient() async throws {
        try await withClients { clients in
            try await clients.fill(300)
            try await clients.inOtherOrganisation.fill(300)
            try await clients.database.withPool(size: 1) { pool in try await fill(in: pool) }
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client.id
            let draft = ReviewDraftStore(
                organisation: .first, client: client, from: "2026-01-01", to: "2026-01-31")
            let zero = PlanID(UUIDValue(high: 0, low: 0))
            let expected: [(statement: SQL, index: String)] = [
                (PlanStore.statement(PlanFilter(), of: .whole(.first), after: nil, limit: 11), "plan_id_is_unique"),
                (
                    PlanStore.statement(PlanFilter(client: client), of: .whole(.first), after: zero, limit: 101),
                    "plan_by_client"
                ),
                (PlanStore.items(of: zero, in: .first), "plan_item_id_is_unique"),
                (NeedStore.statement(NeedFilter(), of: .whole(.first), after: nil, limit: 11), "need_id_is_unique"),
                (
                    NeedStore.statement(NeedFilter(client: client), of: .whole(.first), after: nil, limit: 101),
                    "need_by_client"
                ),
                (ReviewStore.last(of: client, in: .first, by: "2026-01-31"), "review_by_client"),
                (draft.activities, "activity_by_client"), (draft.concerns, "concern_by_client"),
                (draft.counts, "need_by_client"), (draft.feedback, "feedback_by_client"),
                (draft.plans(limit: 20), "plan_by_client"),
            ]
            for (statement, index) in expected {
                let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
                    try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
                }
                #expect(plan.contains(index), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
        }
    }

    /// Ten of each kind at each client.
    private func fill(in pool: PostgresPool) async throws {
        for statement: SQL in [
            """
            create temporary table made as
            select organisation_id, client_id, wanted as kind, gen_random_uuid() as id, number
            from clients.client, generate_series(0, 9) as number,
                unnest(array[
                    'plan', 'plan_item', 'need', 'review', 'feedback', 'activity', 'concern', 'risk', 'task']) as wanted
            """,
            """
            insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
            select organisation_id, kind, id, 1, '{}', now(), 'test' from made
            """,
            """
            insert into clients.plan (organisation_id, plan_id, version, client_id, state, starts_on, ends_on)
            select organisation_id, id, 1, client_id, 'draft', '2026-01-01', '2026-12-31' from made
            where kind = 'plan'
            """,
            """
            insert into clients.plan_item (organisation_id, plan_id, item_id, version)
            select item.organisation_id, made.id, item.id, 1
            from made as item
            join made on made.client_id = item.client_id and made.number = item.number and made.kind = 'plan'
            where item.kind = 'plan_item'
            """,
            """
            insert into clients.need (organisation_id, need_id, version, client_id, kind, state)
            select organisation_id, id, 1, client_id, 'pain', 'open' from made where kind = 'need'
            """,
            """
            insert into clients.review (organisation_id, review_id, client_id, held_on)
            select organisation_id, id, client_id, '2026-01-01' from made where kind = 'review'
            """,
            """
            insert into clients.feedback (organisation_id, feedback_id, client_id, given_at, kind, score)
            select organisation_id, id, client_id, '2026-01-01', 'nps', 9 from made where kind = 'feedback'
            """,
            """
            insert into clients.activity (
                organisation_id, activity_id, client_id, kind, happened_at, is_two_way)
            select organisation_id, id, client_id, 'call', '2026-01-01', true from made where kind = 'activity'
            """,
            """
            insert into clients.concern (
                organisation_id, concern_id, version, client_id, kind, severity, severity_rank, is_blocking, state,
                acknowledged_late, received_at)
            select organisation_id, id, 1, client_id, 'question', 'high', 1, false, 'resolved', false, '2026-01-01'
            from made where kind = 'concern'
            """,
            """
            insert into clients.risk (
                organisation_id, risk_id, version, client_id, owner_id, level, state, review_on)
            select organisation_id, id, 1, client_id, gen_random_uuid(), 'low', 'open', '2026-01-15'
            from made where kind = 'risk'
            """,
            """
            insert into clients.task (
                organisation_id, task_id, version, client_id, owner_id, due_on, is_open, is_gate, done_at)
            select organisation_id, id, 1, client_id, gen_random_uuid(), '2026-01-15', false, false, '2026-01-15'
            from made where kind = 'task'
            """,
            "analyze",
        ] {
            try await pool.execute(statement)
        }
    }
}
