// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Webhooks as callers see and change them.
enum WebhookStore {
    /// Of one organisation.
    static let limit = 50

    static func statuses(
        of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws
        -> [WebhookStatus]
    {
        try await database.rows(
            statement(of: organisation) + " order by webhook.webhook_id", as: StoredWebhook.self
        ).map(\.status)
    }

    static func exists(
        _ id: WebhookID, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> Bool {
        try await database.row(
            """
            select exists (
                select from clients.webhook where organisation_id = \(organisation) and webhook_id = \(id))
            """, as: Bool.self)
    }

    /// Throws `WebhookNotFound`.
    static func webhook(_ id: WebhookID, in write: ClientWrite) async throws -> StoredWebhook {
        let found = try await write.transaction.optionalRow(
            statement(of: write.organisation) + " and webhook.webhook_id = \(id)", as: StoredWebhook.self)
        guard let found else { throw WebhookNotFound() }
        return found
    }

    /// Throws `WebhookNotFound`, and `WebhookOfAnother` unless the caller made it.
    static func webhook(_ id: WebhookID, madeBy caller: Caller, in write: ClientWrite) async throws -> StoredWebhook {
        let found = try await webhook(id, in: write)
        guard found.status.webhook.createdBy.text == caller.label else { throw WebhookOfAnother() }
        return found
    }

    static func statement(of organisation: OrganisationID) -> SQL {
        """
        select (
                select fact.record from clients.fact
                where fact.organisation_id = webhook.organisation_id and fact.kind = 'webhook'
                    and fact.record_id = webhook.webhook_id and fact.version = webhook.version
            ), webhook.secret is not null, webhook.position, head.position, (
                select count(*) from clients.webhook_held as held
                where held.organisation_id = webhook.organisation_id and held.webhook_id = webhook.webhook_id
            ), webhook.failing_since, webhook.failures, webhook.next_attempt_at, webhook.disabled_at
        from clients.webhook
        join clients.feed_head as head on head.organisation_id = webhook.organisation_id
        where webhook.organisation_id = \(organisation)
        """
    }

    /// The latest position of the feed, which the write holds.
    static func head(in write: ClientWrite) async throws -> FeedPosition {
        try await write.transaction.row(
            "select position from clients.feed_head where organisation_id = \(write.organisation)",
            as: FeedPosition.self)
    }

    static func count(in write: ClientWrite) async throws -> Int {
        try await write.transaction.row(
            "select count(*) from clients.webhook where organisation_id = \(write.organisation)", as: Int.self)
    }

    static func insert(
        _ webhook: Webhook, at position: FeedPosition, by caller: Caller, in write: ClientWrite
    ) async throws {
        let (kind, id) = principal(caller)
        _ = try await write.transaction.execute(
            """
            insert into clients.webhook (
                organisation_id, webhook_id, version, is_paused, principal_kind, principal_id, permissions, position)
            values (\(write.organisation), \(webhook.id), \(webhook.version), \(webhook.isPaused), \(kind), \(id),
                \(caller.permissions.permissions.map(\.rawValue)), \(position))
            """)
        try await write.publish([.webhook(webhook)])
    }

    /// The next version in the place of the one before; whoever delivers lets go of it, and nobody takes it up before
    /// his attempt is over. `renewing` is the creator whose permissions count from now on.
    static func save(_ webhook: Webhook, renewing caller: Caller? = nil, in write: ClientWrite) async throws {
        let permissions = caller.map { $0.permissions.permissions.map(\.rawValue) } ?? []
        _ = try await write.transaction.execute(
            """
            update clients.webhook set version = \(webhook.version), is_paused = \(webhook.isPaused),
                permissions = case when \(caller != nil) then \(permissions) else permissions end,
                \(WebhookProgressStore.takenAway(at: write.now))
            where organisation_id = \(write.organisation) and webhook_id = \(webhook.id)
            """)
        try await write.publish([.webhook(webhook)])
    }

    /// Attempts begin anew, those of held events as well; also when it was given up, if it is `resumed`.
    static func forgetFailures(of webhook: WebhookID, resumed: Bool, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            update clients.webhook set \(WebhookProgressStore.healed),
                disabled_at = case when \(resumed) then null else disabled_at end,
                held_next_at = case when held_next_at is not null then \(write.now) end
            where organisation_id = \(write.organisation) and webhook_id = \(webhook)
            """)
        _ = try await write.transaction.execute(
            """
            update clients.webhook_held set failures = 0, failing_since = null, next_attempt_at = null
            where organisation_id = \(write.organisation) and webhook_id = \(webhook)
            """)
    }

    /// What is held and what failed is forgotten: it is sent again when it comes after the position.
    static func move(_ webhook: WebhookID, to position: FeedPosition, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            update clients.webhook set position = \(position), \(WebhookProgressStore.healed), held_next_at = null,
                \(WebhookProgressStore.takenAway(at: write.now))
            where organisation_id = \(write.organisation) and webhook_id = \(webhook)
            """)
        _ = try await write.transaction.execute(
            """
            delete from clients.webhook_held
            where organisation_id = \(write.organisation) and webhook_id = \(webhook)
            """)
    }

    /// Secrets that were replaced lately and count beside the present one.
    static let formerLimit = 5

    /// The present one becomes the latest of the former, each of which counts until its own time; beyond the limit
    /// the eldest counts no more.
    static func putSecret(
        _ sealed: [UInt8], of webhook: WebhookID, formerUntil: Instant, in write: ClientWrite
    ) async throws {
        let former: SQL = """
            from unnest(
                    webhook.secret || webhook.former_secrets, \(formerUntil)::timestamptz || webhook.former_untils
                ) with ordinality as one (secret, until, number)
            where one.secret is not null and one.until > \(write.now)
            order by one.number limit \(formerLimit)
            """
        _ = try await write.transaction.execute(
            """
            update clients.webhook set secret = \(sealed), former_secrets = array(select one.secret \(former)),
                former_untils = array(select one.until \(former))
            where organisation_id = \(write.organisation) and webhook_id = \(webhook)
            """)
    }

    static func delete(_ webhook: WebhookID, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            "delete from clients.webhook where organisation_id = \(write.organisation) and webhook_id = \(webhook)")
    }

    /// The latest first.
    static func deliveries(
        _ filter: WebhookDeliveryFilter, of organisation: OrganisationID, before delivery: WebhookDeliveryID?,
        limit: Int
    ) -> SQL {
        var condition: SQL = "organisation_id = \(organisation) and webhook_id = \(filter.webhook)"
        if let outcome = filter.outcome { condition += " and outcome = \(outcome)" }
        if let delivery { condition += " and delivery_id < \(delivery)" }
        return """
            select delivery_id, position, kind, attempted_at, outcome, status, duration_ms
            from clients.webhook_delivery where \(condition) order by delivery_id desc limit \(limit)
            """
    }

    private static func principal(_ caller: Caller) -> (kind: String, id: UUIDValue) {
        switch caller.subject {
        case .user(let id): ("user", id.uuid)
        case .serviceAccount(let id): ("service_account", id.uuid)
        case .anonymous, .service: ("user", UUIDValue(high: 0, low: 0))
        }
    }
}

struct StoredWebhook: RowDecodable {
    let status: WebhookStatus

    init(row: inout Row) throws {
        status = WebhookStatus(
            webhook: try StoredRecord.decode(Webhook.self, try row.next()), hasSecret: try row.next(),
            position: try row.next(), head: try row.next(), held: try row.next(), failingSince: try row.next(),
            failures: try row.next(),
            nextAttemptAt: try row.next(), disabledAt: try row.next())
    }
}

struct StoredDelivery: RowDecodable {
    let delivery: WebhookDelivery

    init(row: inout Row) throws {
        delivery = WebhookDelivery(
            id: try row.next(), position: try row.next(), kind: try row.next(), attemptedAt: try row.next(),
            outcome: try row.next(), status: try row.next(), durationMs: try row.next())
    }
}

extension Webhook {
    /// The next version.
    func next(
        address: WebhookAddress? = nil, kinds: [ClientFeedItem.Kind]?, description: Text<1, 200>? = nil,
        isPaused: Bool? = nil, secretIssuedAt: Instant? = nil, at now: Instant
    ) -> Webhook {
        Webhook(
            id: id, version: version.next, address: address ?? self.address, kinds: kinds,
            description: description ?? self.description, isPaused: isPaused ?? self.isPaused,
            secretIssuedAt: secretIssuedAt ?? self.secretIssuedAt, createdBy: createdBy, createdAt: createdAt,
            updatedAt: now)
    }
}
