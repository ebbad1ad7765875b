// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What deliveries write. Each statement locks one webhook's row first and waits for nothing but it: claims skip rows
/// that are being written, and nothing here takes the lock that callers' writes begin with.
enum WebhookProgressStore {
    /// How long a claim holds after the latest statement of its run. A replica that is killed leaves its claims until
    /// then.
    static let leaseSeconds: Int64 = 60
    /// An attempt begins only while its claim holds for so long yet: the attempt itself takes 15 seconds at most, and
    /// the clocks of two replicas may differ by the rest.
    static let leastLeaseSeconds: Int64 = 35

    /// Of one organisation, beside those that one look claims.
    private static let organisationLimit = 8

    /// Webhooks that have something to deliver now, claimed for the caller; the longest unserved first. An organisation
    /// that has many under way gets no further one, and those of `passed` are passed over.
    static func claim(_ limit: Int, passing passed: [WebhookID] = [], at now: Instant) -> SQL {
        """
        update clients.webhook as webhook
        set claim = gen_random_uuid(), claimed_until = \(claimEnd(from: now))
        from (
            select due.organisation_id, due.webhook_id
            from clients.webhook as due
            join clients.feed_head as head on head.organisation_id = due.organisation_id
            where not due.is_paused and due.secret is not null and due.disabled_at is null
                and (head.position > due.position or due.held_next_at <= \(now))
                and (due.next_attempt_at is null or due.next_attempt_at <= \(now))
                and (due.claimed_until is null or due.claimed_until <= \(now))
                and due.webhook_id <> all (\(passed.map(\.uuid)))
                and (
                    select count(*) from clients.webhook as busy
                    where busy.organisation_id = head.organisation_id and busy.claim is not null
                        and busy.claimed_until > \(now)
                ) < \(organisationLimit)
            order by due.claimed_until nulls first limit \(limit)
            for update of due skip locked
        ) as due
        where webhook.organisation_id = due.organisation_id and webhook.webhook_id = due.webhook_id
        returning webhook.organisation_id, webhook.claim, (
                select fact.record from clients.fact
                where fact.organisation_id = webhook.organisation_id and fact.kind = 'webhook'
                    and fact.record_id = webhook.webhook_id and fact.version = webhook.version
            ), webhook.principal_kind, webhook.principal_id, webhook.permissions, webhook.position, webhook.secret,
            array(
                select encode(one.secret, 'hex')
                from unnest(webhook.former_secrets, webhook.former_untils)
                    with ordinality as one (secret, until, number)
                where one.until > \(now) order by one.number
            ), webhook.failures, webhook.failing_since, webhook.failing_position, webhook.is_unresolved
        """
    }

    /// After the receiver took the event: the position is kept only then. Answers false when the claim does not hold
    /// any more, and another run goes on from where this one was.
    static func delivered(
        _ attempt: WebhookAttempt, by claim: WebhookClaim, in database: PostgresPool
    ) async throws -> Bool {
        try await database.execute(
            """
            with kept as (
                update clients.webhook set position = \(attempt.position), \(healed),
                    claimed_until = \(claimEnd(from: attempt.at))
                where \(ours(claim)) returning organisation_id, webhook_id
            )
            \(log(attempt))
            """) > 0
    }

    /// An attempt that holds all events: the run ends, and the next attempt is made at `next`, if at all. `anew` when
    /// failures before it do not count for giving up.
    static func failed(
        _ attempt: WebhookAttempt, by claim: WebhookClaim, anew: Bool, next: Instant, heldUntil held: Instant?,
        givesUp: Bool, in database: PostgresPool
    ) async throws {
        _ = try await database.execute(
            """
            with kept as (
                update clients.webhook set failures = failures + 1,
                    failing_since = case when \(anew) then \(attempt.at)
                        else coalesce(failing_since, \(attempt.at)) end,
                    failing_position = \(attempt.position), is_unresolved = \(attempt.isUnresolved),
                    next_attempt_at = \(next),
                    held_next_at = \(held), disabled_at = \(givesUp ? attempt.at : nil), claim = null,
                    claimed_until = \(attempt.at)
                where \(ours(claim)) returning organisation_id, webhook_id
            )
            \(log(attempt))
            """)
    }

    /// Events up to the position are not for the webhook; `heals` when the one that failed is among them. False as of
    /// `delivered`.
    static func passed(
        _ position: FeedPosition, heals: Bool, at now: Instant, by claim: WebhookClaim, in database: PostgresPool
    ) async throws -> Bool {
        var settled: SQL = "position = \(position), claimed_until = \(claimEnd(from: now))"
        if heals { settled += ", \(healed)" }
        return try await database.execute(
            "update clients.webhook set \(settled) where \(ours(claim))") > 0
    }

    /// Columns of a webhook of which nothing is failing any more.
    static let healed: SQL = """
        failures = 0, failing_since = null, failing_position = null, is_unresolved = false, next_attempt_at = null
        """

    /// The run ends before it began: another replica may begin at once.
    static func giveBack(_ claim: WebhookClaim, at now: Instant, in database: PostgresPool) async throws {
        _ = try await database.execute(
            "update clients.webhook set claim = null, claimed_until = \(now) where \(ours(claim))")
    }

    /// The run ends. `held` is when the first held event is due; with `waits` no new one is sent before.
    static func release(
        _ claim: WebhookClaim, heldUntil held: Instant?, waits: Bool, at now: Instant, in database: PostgresPool
    ) async throws {
        let next = waits ? held : nil
        _ = try await database.execute(
            """
            update clients.webhook set claim = null, claimed_until = \(now), held_next_at = \(held),
                next_attempt_at = coalesce(\(next), next_attempt_at)
            where \(ours(claim))
            """)
    }

    /// Columns of the webhook that is taken away from the run that delivers for it, if one does. It may be in the
    /// middle of an attempt, so that nobody takes the webhook up before that is over.
    static func takenAway(at now: Instant) -> SQL {
        """
        claim = null, claimed_until = case when claim is null then claimed_until
            else least(claimed_until, \(now.adding(seconds: leastLeaseSeconds))) end
        """
    }

    /// Of the oldest as many as the limit; answers how many those were.
    static func forgetDeliveries(before instant: Instant, limit: Int, in database: PostgresPool) async throws -> Int {
        try await database.execute(
            """
            delete from clients.webhook_delivery where (organisation_id, webhook_id, delivery_id) in (
                \(oldDeliveries(before: instant, limit: limit)) for update skip locked)
            """)
    }

    static func oldDeliveries(before instant: Instant, limit: Int) -> SQL {
        """
        select organisation_id, webhook_id, delivery_id from clients.webhook_delivery
        where attempted_at < \(instant) order by attempted_at limit \(limit)
        """
    }

    static func forgetFormerSecrets(at now: Instant, in database: PostgresPool) async throws {
        _ = try await database.execute(
            """
            update clients.webhook set former_secrets = array(
                    select one.secret
                    from unnest(former_secrets, former_untils) with ordinality as one (secret, until, number)
                    where one.until > \(now) order by one.number
                ), former_untils = array(
                    select one.until from unnest(former_untils) with ordinality as one (until, number)
                    where one.until > \(now) order by one.number
                )
            where \(now) >= any (former_untils)
            """)
    }

    static func claimEnd(from now: Instant) -> Instant { now.adding(seconds: leaseSeconds) }

    static func ours(_ claim: WebhookClaim) -> SQL {
        """
        organisation_id = \(claim.organisation) and webhook_id = \(claim.webhook.id) and claim = \(claim.token)
        """
    }

    /// Of a webhook that a statement has `kept`.
    static func log(_ attempt: WebhookAttempt) -> SQL {
        """
        insert into clients.webhook_delivery (
            organisation_id, webhook_id, delivery_id, position, kind, attempted_at, outcome, status, duration_ms)
        select organisation_id, webhook_id, \(WebhookDeliveryID.new(at: attempt.at))::uuid, \(attempt.position),
            \(attempt.kind), \(attempt.at), \(attempt.outcome), \(attempt.status), \(attempt.milliseconds)
        from kept
        """
    }
}
