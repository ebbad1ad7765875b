// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// An event that waits for its turn, though later ones of others were sent.
struct HeldEvent: RowDecodable {
    let position: FeedPosition
    /// 0 for one that waits behind another.
    var failures: Int
    var failingSince: Instant?
    /// Nil: as soon as nothing before it is held.
    var nextAttemptAt: Instant?
    let topics: Set<UUIDValue>

    init(
        position: FeedPosition, failures: Int, failingSince: Instant?, nextAttemptAt: Instant?,
        topics: Set<UUIDValue>
    ) {
        self.position = position
        self.failures = failures
        self.failingSince = failingSince
        self.nextAttemptAt = nextAttemptAt
        self.topics = topics
    }

    init(row: inout Row) throws {
        position = try row.next()
        failures = try row.next()
        failingSince = try row.next()
        nextAttemptAt = try row.next()
        let topics: [UUIDValue] = try row.next()
        self.topics = Set(topics)
    }
}

/// What deliveries write about events that are held. As of `WebhookProgressStore`, each statement locks the webhook's
/// row first, and does nothing when the claim does not hold any more: it answers false then.
enum WebhookHeldStore {
    /// Whom an `item` of the feed is about: its clients and its record; a merge is about both of its clients. Events
    /// that share one of these arrive in their order.
    private static let topics: SQL = """
        item.about || coalesce(item.client_id, item.record_id) || array(
            select merge.from_id from clients.merge
            where item.kind = 'merge' and merge.organisation_id = item.organisation_id
                and merge.merge_id = item.record_id)
        """

    static func held(of webhook: WebhookID, in organisation: OrganisationID) -> SQL {
        """
        select held.position, held.failures, held.failing_since, held.next_attempt_at, \(topics)
        from clients.webhook_held as held
        join clients.feed as item
            on item.organisation_id = held.organisation_id and item.position = held.position
        where held.organisation_id = \(organisation) and held.webhook_id = \(webhook)
        order by held.position
        """
    }

    /// Of the items of a stretch of the feed.
    static func topics(
        of organisation: OrganisationID, after position: FeedPosition, through last: FeedPosition
    ) -> SQL {
        """
        select item.position, \(topics) from clients.feed as item
        where item.organisation_id = \(organisation) and item.position > \(position) and item.position <= \(last)
        """
    }

    /// The receiver took it, or it is not for the webhook any more, when there is no attempt. `heals` when nothing is
    /// failing then.
    static func end(
        _ position: FeedPosition, _ attempt: WebhookAttempt?, heals: Bool, by claim: WebhookClaim, at now: Instant,
        in database: PostgresPool
    ) async throws -> Bool {
        var settled: SQL = "claimed_until = \(WebhookProgressStore.claimEnd(from: now))"
        if heals { settled += ", \(WebhookProgressStore.healed)" }
        return try await database.row(
            """
            with kept as (
                update clients.webhook set \(settled)
                where \(WebhookProgressStore.ours(claim)) returning organisation_id, webhook_id
            ), ended as (
                delete from clients.webhook_held as held using kept
                where held.organisation_id = kept.organisation_id and held.webhook_id = kept.webhook_id
                    and held.position = \(position)
            ), logged as (\(log(attempt)))
            select exists (select from kept)
            """, as: Bool.self)
    }

    /// The receiver refuses a new event, or one that was held already.
    static func hold(
        _ event: HeldEvent, _ attempt: WebhookAttempt, givesUp: Bool, by claim: WebhookClaim,
        in database: PostgresPool
    ) async throws -> Bool {
        try await database.row(
            """
            with kept as (
                update clients.webhook set position = greatest(position, \(event.position)),
                    held_next_at = least(held_next_at, \(event.nextAttemptAt)),
                    disabled_at = \(givesUp ? attempt.at : nil),
                    claimed_until = \(WebhookProgressStore.claimEnd(from: attempt.at))
                where \(WebhookProgressStore.ours(claim)) returning organisation_id, webhook_id
            ), held as (
                insert into clients.webhook_held (
                    organisation_id, webhook_id, position, failures, failing_since, next_attempt_at)
                select organisation_id, webhook_id, \(event.position), \(event.failures), \(event.failingSince),
                    \(event.nextAttemptAt)
                from kept
                on conflict (organisation_id, webhook_id, position) do update
                set failures = excluded.failures, failing_since = excluded.failing_since,
                    next_attempt_at = excluded.next_attempt_at
            ), logged as (\(log(attempt)))
            select exists (select from kept)
            """, as: Bool.self)
    }

    /// A new event that is about somebody of whom one is held.
    static func line(
        up position: FeedPosition, by claim: WebhookClaim, at now: Instant, in database: PostgresPool
    ) async throws -> Bool {
        try await database.row(
            """
            with kept as (
                update clients.webhook set position = \(position),
                    claimed_until = \(WebhookProgressStore.claimEnd(from: now))
                where \(WebhookProgressStore.ours(claim)) returning organisation_id, webhook_id
            ), held as (
                insert into clients.webhook_held (organisation_id, webhook_id, position, failures)
                select organisation_id, webhook_id, \(position), 0 from kept
            )
            select exists (select from kept)
            """, as: Bool.self)
    }

    /// The receiver takes events again: those that are held need not wait for their times.
    static func bringForward(by claim: WebhookClaim, at now: Instant, in database: PostgresPool) async throws -> Bool {
        try await database.row(
            """
            with kept as (
                update clients.webhook set held_next_at = \(now),
                    claimed_until = \(WebhookProgressStore.claimEnd(from: now))
                where \(WebhookProgressStore.ours(claim)) returning organisation_id, webhook_id
            ), due as (
                update clients.webhook_held as held set next_attempt_at = \(now) from kept
                where held.organisation_id = kept.organisation_id and held.webhook_id = kept.webhook_id
                    and held.next_attempt_at > \(now)
            )
            select exists (select from kept)
            """, as: Bool.self)
    }

    private static func log(_ attempt: WebhookAttempt?) -> SQL {
        attempt.map { WebhookProgressStore.log($0) } ?? "select from kept"
    }
}
