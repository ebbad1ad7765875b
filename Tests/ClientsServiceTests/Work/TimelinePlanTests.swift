// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct TimelinePlanTests {
    /// A client with ten thousand events among others: a page reads its own events, and no more of them than it shows.
    @Test func aPageOfALongTimelineReadsOnlyItsEvents() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.fill(500)
            try await clients.database.withPool { pool in
                try await fill(acme.id, in: pool)
            }
            let place = TimelineStore.Place(happenedAt: Clocks.start, position: FeedPosition(unchecked: 5000))
            for place in [nil, place] {
                let statement = TimelineStore.statement(
                    TimelineFilter(client: acme.id), kinds: ClientFeedItem.Kind.allCases, of: .first, after: place,
                    limit: 51)
                let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
                    try await pool.rows("explain (analyze, costs off) \(statement)", as: String.self)
                        .joined(separator: "\n")
                }
                #expect(plan.contains("timeline_in_order"), "\(plan)")
                #expect(plan.contains("feed_position_is_unique"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
                #expect(!plan.contains("Sort"), "\(plan)")
                #expect(plan.contains("rows=51"), "\(plan)")
            }
            let changes = try await clients.database.withPool(as: .clients, size: 1) { pool in
                let statement = TimelineStore.assignmentChanges(
                    in: [ClientAt(client: acme.id, version: .first)], .first)
                return try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
            }
            #expect(changes.contains("assignment_changed_once_a_version"), "\(changes)")
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
        try await pool.execute(
            """
            insert into clients.assignment_change
            select organisation_id, client_id, 1, gen_random_uuid(), 'begun', gen_random_uuid(), 'specialist', 100,
                false, '2026-01-01'
            from clients.client, generate_series(1, 5)
            """)
        for table: SQL in [
            "analyze clients.timeline", "analyze clients.feed", "analyze clients.fact",
            "analyze clients.client_version", "analyze clients.assignment_change",
        ] {
            try await pool.execute(table)
        }
    }
}
