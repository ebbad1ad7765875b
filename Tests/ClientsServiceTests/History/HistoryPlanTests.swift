// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct HistoryPlanTests {
    /// A client with ten thousand changes among others: a page reads its own, and no more of them than it shows.
    @Test func aPageOfALongHistoryReadsOnlyItsChanges() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.fill(500)
            try await clients.database.withPool { pool in try await fill(acme.id, in: pool) }
            let scope = HistoryScope(
                filter: HistoryFilter(client: acme.id), sight: .first, kinds: ClientFeedItem.Kind.allCases,
                showsFree: true)
            let place = HistoryStore.Place(happenedAt: Clocks.start, position: FeedPosition(unchecked: 5000))
            for place in [nil, place] {
                let plan = try await plan(of: HistoryStore.statement(scope, after: place, limit: 51), in: clients)
                for index in ["timeline_in_order", "feed_position_is_unique", "feed_by_record"] {
                    #expect(plan.contains(index), "\(plan)")
                }
                #expect(!plan.contains("Seq Scan"), "\(plan)")
                #expect(!plan.contains("Sort"), "\(plan)")
                #expect(plan.contains("rows=51"), "\(plan)")
            }
            let record = HistoryScope(
                filter: HistoryFilter(record: HistoryRecord(kind: .concern, id: .example)), sight: .first, kinds: [],
                showsFree: true)
            let ofRecord = try await plan(of: HistoryStore.statement(record, after: nil, limit: 51), in: clients)
            #expect(ofRecord.contains("feed_by_record") && !ofRecord.contains("Seq Scan"), "\(ofRecord)")
        }
    }

    private func plan(of statement: SQL, in clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain (analyze, costs off) \(statement)", as: String.self).joined(separator: "\n")
        }
    }

    private func fill(_ client: ClientID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as (
                select gen_random_uuid() as id, 1000 + number as position,
                    \(Clocks.start)::timestamptz - number * interval '1 hour' as happened_at
                from generate_series(1, 10000) as number
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(OrganisationID.first)::uuid, 'concern', id, 1, '{}'::bytea, now(), 'test' from made
            ), place as (
                insert into clients.timeline (organisation_id, client_id, happened_at, position, kind)
                select \(OrganisationID.first)::uuid, \(client)::uuid, happened_at, position, 'concern' from made
            )
            insert into clients.feed (organisation_id, position, kind, record_id, version, recorded_at)
            select \(OrganisationID.first)::uuid, position, 'concern', id, 1, now() from made
            """)
        for table: SQL in [
            "analyze clients.timeline", "analyze clients.feed", "analyze clients.fact",
        ] {
            try await pool.execute(table)
        }
    }
}
