// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Delivers the events of one webhook for a while: one at a time, those that are held first, then new ones in the order
/// of the feed. Nothing is locked while a receiver thinks.
struct WebhookRun {
    /// After which a run lets others have its place.
    private static let time = Duration.seconds(20)
    /// How old a look at what the creator sees may be when an event is sent.
    private static let sightTime = Duration.seconds(5)
    private static let page = PageLimit(unchecked: 50)
    private static let one = PageLimit(unchecked: 1)

    let claim: WebhookClaim
    let context: ClientsContext
    let lease: WebhookLease
    private let end = ContinuousClock.now + WebhookRun.time

    /// `askedAt` is when the claim was asked for: it holds from then on.
    init(_ claim: WebhookClaim, askedAt: ContinuousClock.Instant, in context: ClientsContext) {
        self.claim = claim
        self.context = context
        lease = WebhookLease(from: askedAt)
    }

    func deliver() async throws {
        let keys: [[UInt8]]
        do {
            keys = try self.keys
        } catch {
            // Another replica may have the right key file.
            context.webhooks.unopened.add(claim.webhook.id, at: context.clock.now())
            try await WebhookProgressStore.giveBack(claim, at: context.clock.now(), in: context.database)
            throw error
        }
        let held = try await context.database.rows(
            WebhookHeldStore.held(of: claim.webhook.id, in: claim.organisation), as: HeldEvent.self)
        var course = WebhookCourse(from: claim.position, backlog: WebhookBacklog(held))
        // Nobody's name is looked up for what is passed over.
        guard let first = try await next(&course) else { return try await release(course) }
        let begin = ContinuousClock.now
        let begun = course
        do {
            course = try await context.webhooks.calls.open(to: claim.webhook.address.host) { call in
                var course = begun
                var stretch: WebhookStretch? = first
                let post = WebhookPost(claim: claim, keys: keys, call: call, clock: context.clock)
                while let present = stretch {
                    try await send(present, by: post, &course)
                    stretch = try await next(&course)
                }
                return course
            }
        } catch let refusal as OutwardCalls.Refusal {
            guard let event = first.events.first?.item else { return }
            let attempt = WebhookAttempt(
                position: event.position, kind: event.kind, at: context.clock.now(), outcome: .refusedAddress,
                status: nil, duration: ContinuousClock.now - begin, retryAfter: nil,
                isUnresolved: refusal == .unresolved)
            context.webhooks.count(attempt)
            try await fail(attempt, &course)
        }
        try await release(course)
    }

    /// What is to be sent now; nil when the run is over, because there is nothing or for another reason.
    private func next(_ course: inout WebhookCourse) async throws -> WebhookStretch? {
        let kinds = claim.kinds
        while !course.isOver, ContinuousClock.now < end {
            let now = context.clock.now()
            let sight = Sight(of: claim.creator, at: now)
            if let due = course.backlog.due(at: now) {
                let before = FeedPosition(unchecked: due.position.rawValue - 1)
                let page = try await FeedStore.read(sight, after: before, limit: WebhookRun.one, from: context.database)
                if let item = page.items.first, item.position == due.position, kinds.contains(item.kind) {
                    return WebhookStretch(events: [(item, due)], until: ContinuousClock.now + WebhookRun.sightTime)
                }
                try await drop(due, &course)
                continue
            }
            let page = try await FeedStore.read(
                sight, after: course.position, limit: WebhookRun.page, from: context.database)
            let items = page.items.filter { kinds.contains($0.kind) }
            if let last = items.last {
                let until = ContinuousClock.now + WebhookRun.sightTime
                let topics = try await topics(after: course.position, through: last.position)
                return WebhookStretch(
                    events: items.map { ($0, HeldEvent(new: $0, about: topics[$0.position] ?? [])) }, until: until)
            }
            if page.through > course.position { try await pass(page.through, &course) }
            if course.position >= page.head { return nil }
        }
        return nil
    }

    /// Until one of them ends the run, or the creator's sight must be looked at anew.
    private func send(_ stretch: WebhookStretch, by post: WebhookPost, _ course: inout WebhookCourse) async throws {
        for (index, (item, event)) in stretch.events.enumerated() {
            if index > 0, ContinuousClock.now >= min(stretch.until, end) { return }
            if event.position > course.position, course.backlog.holds(event.topics) {
                try await lineUp(event, &course)
            } else {
                // Another replica must not begin while this one waits for the answer.
                if !lease.isLongEnough { try await pass(course.position, &course) }
                if course.isOver { return }
                let attempt = try await post.send(item)
                context.webhooks.count(attempt)
                try await settle(attempt, event, &course)
            }
            if course.isOver { return }
        }
    }

    private func topics(
        after position: FeedPosition, through last: FeedPosition
    ) async throws -> [FeedPosition: Set<UUIDValue>] {
        let rows = try await context.database.rows(
            WebhookHeldStore.topics(of: claim.organisation, after: position, through: last),
            as: (FeedPosition, [UUIDValue]).self)
        return Dictionary(rows.map { ($0.0, Set($0.1)) }) { first, _ in first }
    }

    /// The present key first, and the former as long as they count. Those that were sealed under a key file that was
    /// lost since sign no more.
    private var keys: [[UInt8]] {
        get throws {
            let sealer = try context.webhooks.requireSealer()
            let owner = Webhook.owner(of: claim.webhook.id, in: claim.organisation)
            let present = try sealer.open(claim.secret, of: owner)
            let formers: [[UInt8]] = claim.formers.compactMap { former in
                do { return try sealer.open(former, of: owner) } catch { return nil }
            }
            return [present] + formers
        }
    }
}

/// Where a run is.
struct WebhookCourse {
    private(set) var position: FeedPosition
    var backlog: WebhookBacklog
    /// What was failing when the run began does so no more.
    var isHealed = false
    /// Of new events, one after the other.
    var refusals = 0
    /// Another run goes on, or the next one has its time.
    var isOver = false
    /// Nothing is sent before a held event is.
    var waits = false

    init(from position: FeedPosition, backlog: WebhookBacklog) {
        self.position = position
        self.backlog = backlog
    }

    mutating func reach(_ position: FeedPosition) { self.position = max(self.position, position) }
}

/// Events to send one after the other, as the creator sees them until a time.
struct WebhookStretch {
    let events: [(item: ClientFeedItem, event: HeldEvent)]
    let until: ContinuousClock.Instant
}

extension HeldEvent {
    init(new item: ClientFeedItem, about topics: Set<UUIDValue>) {
        self.init(position: item.position, failures: 0, failingSince: nil, nextAttemptAt: nil, topics: topics)
    }
}
