// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import ClientsService

/// What a replica asks twice a second, and with each delivery, among thousands of webhooks of other organisations.
@Suite struct WebhookPlanTests {
    @Test func everyStatementGoesByAnIndex() async throws {
        try await withClients { clients in
            try await fill(clients)
            let claim = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await pool.row(
                    "select organisation_id, webhook_id from clients.webhook where not is_paused limit 1",
                    as: (OrganisationID, WebhookID).self)
            }
            let (organisation, webhook) = claim
            let filter = WebhookDeliveryFilter(webhook: webhook)
            let refused = WebhookDeliveryFilter(webhook: webhook, outcome: .refusedByReceiver)
            let expected: [(SQL, String)] = [
                (WebhookProgressStore.claim(32, at: Clocks.start), "webhook_active"),
                (WebhookStore.statement(of: organisation), "webhook_id_is_unique"),
                (
                    WebhookStore.deliveries(filter, of: organisation, before: nil, limit: 51),
                    "webhook_delivery_id_is_unique"
                ),
                (
                    WebhookStore.deliveries(refused, of: organisation, before: nil, limit: 51),
                    "webhook_delivery_by_outcome"
                ),
                (WebhookHeldStore.held(of: webhook, in: organisation), "webhook_held_in_order"),
                (
                    WebhookHeldStore.topics(of: organisation, after: .start, through: FeedPosition(unchecked: 50)),
                    "feed_position_is_unique"
                ),
                (
                    WebhookProgressStore.oldDeliveries(before: Clocks.start.adding(seconds: -86_400), limit: 100),
                    "webhook_delivery_by_time"
                ),
            ]
            for (statement, index) in expected {
                let plan = try await plan(statement, clients)
                #expect(plan.contains(index), "\(plan)")
                #expect(!plan.contains("Seq Scan on webhook"), "\(plan)")
            }
        }
    }

    /// 6,000 webhooks of as many organisations, of which 60 deliver; attempts and held events of each.
    private func fill(_ clients: ClientsUnderTest) async throws {
        let statements: [SQL] = [
            "insert into clients.feed_head select gen_random_uuid(), 5 from generate_series(1, 6000)",
            """
            insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
            select organisation_id, 'webhook', gen_random_uuid(), 1, ''::bytea, \(Clocks.start), 'user:x'
            from clients.feed_head
            """,
            """
            insert into clients.webhook (
                organisation_id, webhook_id, version, is_paused, principal_kind, principal_id, permissions, secret,
                position)
            select organisation_id, record_id, 1, row_number() over () % 100 <> 0, 'user', record_id, '{}', ''::bytea, 0
            from clients.fact where kind = 'webhook'
            """,
            """
            insert into clients.webhook_delivery
            select organisation_id, webhook_id, gen_random_uuid(), number, 'created',
                \(Clocks.start) - number * interval '1 hour', 'delivered', 200, 3
            from clients.webhook cross join generate_series(1, 40) as number
            """,
            """
            insert into clients.webhook_held
            select organisation_id, webhook_id, number, 1, \(Clocks.start), \(Clocks.start)
            from clients.webhook cross join generate_series(1, 3) as number
            """,
            "analyze clients.feed_head", "analyze clients.webhook", "analyze clients.webhook_delivery",
            "analyze clients.webhook_held",
        ]
        try await clients.fill(3000)
        try await clients.database.withPool { pool in
            for statement in statements { try await pool.execute(statement) }
            try await pool.execute("analyze clients.feed")
        }
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
