// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct AgendaPlanTests {
    /// Four clients of one user among two thousand: each kind reads what is open of them alone.
    @Test func anAgendaReadsWhatIsOpenOfItsClients() async throws {
        try await withClients { clients in
            try await clients.fill(2000)
            try await fill(clients)
            let request = AgendaRequest(
                sight: .whole(.first), user: .ann, day: "2026-02-15", horizon: 14, tiers: try TierSet.initial)
            let expected: [(kind: AgendaKind, index: String, rows: Int)] = [
                (.overdueConcern, "concern_open_by_client", 4), (.riskReview, "risk_open_by_client", 4),
                (.task, "task_open_by_owner", 4), (.quietContact, "activity_two_way_by_contact", 4),
                (.quietClient, "activity_two_way_by_client", 0), (.noticeDeadline, "contract_by_client", 4),
                (.renewal, "contract_by_client", 4), (.handover, "handover_by_incoming", 4),
            ]
            for (kind, index, rows) in expected {
                let plan = try await plan(of: AgendaStore.candidates([kind], request), in: clients)
                #expect(plan.contains(index), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
                #expect(plan.split(separator: "\n").first?.contains("rows=\(rows) loops=1") == true, "\(plan)")
            }
            let all = try await plan(of: AgendaStore.candidates(AgendaKind.allCases, request), in: clients)
            #expect(!all.contains("Seq Scan"), "\(all)")
            let ids = try await clients.list(limit: 4).items.map(\.id)
            let named = try await plan(of: AgendaStore.clients(ids, of: .first), in: clients)
            #expect(named.contains("risk_open_by_client") && !named.contains("Seq Scan"), "\(named)")
        }
    }

    private func plan(of statement: SQL, in clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain (analyze) \(statement)", as: String.self).joined(separator: "\n")
        }
    }

    private func fill(_ clients: ClientsUnderTest) async throws {
        try await clients.database.withPool(size: 1) { pool in
            try await pool.execute("update clients.client set tier = 'A'")
            // Five hundred users share the clients.
            try await pool.execute(
                """
                insert into clients.assignment (
                    organisation_id, client_id, assignment_id, user_id, role, share, is_primary, starts_on)
                select organisation_id, client_id, gen_random_uuid(),
                    (\(String(UserID.ann.text.dropLast(4))) || to_char(1 + number % 500, 'FM0000'))::uuid,
                    'account_manager', 100, true, '2026-01-01'
                from (
                    select *, row_number() over (order by client_id) as number from clients.client
                ) as client
                """)
            // Ten records of each kind at each client, one of them open.
            try await pool.execute(
                """
                create temporary table made as
                select organisation_id, client_id, user_id, kind, gen_random_uuid() as id, number
                from clients.assignment, generate_series(0, 9) as number,
                    unnest(array[
                        'concern', 'risk', 'task', 'contact', 'relationship', 'activity', 'contract', 'handover'
                    ]) as kind
                """)
            try await pool.execute(
                """
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select organisation_id, kind, id, 1, '{}', now(), 'test' from made
                """)
            try await fillRecords(in: pool)
            try await fillPeople(in: pool)
            for table: SQL in [
                "analyze clients.client", "analyze clients.assignment", "analyze clients.concern",
                "analyze clients.risk", "analyze clients.task", "analyze clients.fact", "analyze clients.contact",
                "analyze clients.contact_position", "analyze clients.relationship_spell",
                "analyze clients.activity", "analyze clients.activity_contact", "analyze clients.contract",
                "analyze clients.handover",
            ] {
                try await pool.execute(table)
            }
        }
    }

    private func fillRecords(in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            insert into clients.concern (
                organisation_id, concern_id, version, client_id, kind, severity, severity_rank, is_blocking, state,
                due_at, acknowledged_late, received_at)
            select organisation_id, id, 1, client_id, 'question', 'high', 1, false,
                case when number = 0 then 'received' else 'resolved' end,
                case when number = 0 then '2026-01-15'::timestamptz end, false, now()
            from made where kind = 'concern'
            """)
        try await pool.execute(
            """
            insert into clients.risk (
                organisation_id, risk_id, version, client_id, owner_id, level, state, review_on)
            select organisation_id, id, 1, client_id, user_id, 'low',
                case when number = 0 then 'open' else 'averted' end, '2026-01-15'
            from made where kind = 'risk'
            """)
        try await pool.execute(
            """
            insert into clients.task (
                organisation_id, task_id, version, client_id, owner_id, due_on, is_open, is_gate)
            select organisation_id, id, 1, client_id, user_id, '2026-01-15', number = 0, false
            from made where kind = 'task'
            """)
        try await pool.execute(
            """
            insert into clients.contract (
                organisation_id, contract_id, client_id, version, state, currency, recurring_minor_units, starts_on,
                ends_on, notice_on, renews_tacitly)
            select organisation_id, id, client_id, 1, case when number < 2 then 'active' else 'ended' end, 'EUR', 100,
                '2025-01-01', '2026-03-31', '2026-03-01', number <> 1
            from made where kind = 'contract'
            """)
        try await pool.execute(
            """
            insert into clients.handover (
                organisation_id, handover_id, client_id, version, state, outgoing_id, incoming_id, opened_on)
            select organisation_id, id, client_id, 1, case when number = 0 then 'open' else 'completed' end,
                gen_random_uuid(), user_id, '2026-01-15'
            from made where kind = 'handover'
            """)
    }

    /// Ten people at each client, one of them a champion, and ten activities with everybody.
    private func fillPeople(in pool: PostgresPool) async throws {
        for statement: SQL in [
            """
            insert into clients.contact (organisation_id, contact_id, version, searched)
            select organisation_id, id, 1, 'Somebody' from made where kind = 'contact'
            """,
            """
            insert into clients.contact_position (organisation_id, client_id, contact_id)
            select organisation_id, client_id, id from made where kind = 'contact'
            """,
            """
            insert into clients.relationship (
                organisation_id, relationship_id, client_id, contact_id, version, created_at)
            select related.organisation_id, related.id, related.client_id, person.id, 1, now()
            from made as related
            join made as person on person.client_id = related.client_id and person.number = related.number
                and person.kind = 'contact'
            where related.kind = 'relationship'
            """,
            """
            insert into clients.relationship_spell (organisation_id, client_id, contact_id, days, role)
            select organisation_id, client_id, id, daterange('2026-01-01', null),
                case when number = 0 then 'champion' else 'user' end
            from made where kind = 'contact'
            """,
            """
            insert into clients.activity (
                organisation_id, activity_id, client_id, kind, happened_at, is_two_way)
            select organisation_id, id, client_id, 'call', '2026-01-15'::timestamptz - number * interval '1 day', true
            from made where kind = 'activity'
            """,
            """
            insert into clients.activity_contact (
                organisation_id, client_id, contact_id, happened_at, activity_id, is_two_way)
            select activity.organisation_id, activity.client_id, person.id, activity.happened_at,
                activity.activity_id, true
            from clients.activity
            join made as person on person.client_id = activity.client_id and person.kind = 'contact'
            """,
        ] {
            try await pool.execute(statement)
        }
    }
}
