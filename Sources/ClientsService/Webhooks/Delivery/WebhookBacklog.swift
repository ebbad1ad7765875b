// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The events of one webhook that are held, in the order of the feed. Which of them may be sent, and which new ones
/// must wait behind them: events that share a client or a record arrive in their order.
struct WebhookBacklog {
    /// With so many the webhook waits as a whole.
    static let limit = 1000

    private(set) var events: [HeldEvent]
    private var topics: Set<UUIDValue>

    init(_ events: [HeldEvent] = []) {
        self.events = events
        topics = events.reduce(into: []) { $0.formUnion($1.topics) }
    }

    var isFull: Bool { events.count >= WebhookBacklog.limit }

    /// Whether a new event must wait.
    func holds(_ topics: Set<UUIDValue>) -> Bool { !self.topics.isDisjoint(with: topics) }

    /// The first that is due and waits for none before it.
    func due(at now: Instant) -> HeldEvent? {
        foremost.first { $0.nextAttemptAt.map { $0 <= now } ?? true }
    }

    /// When the next one is due; nil without any. `now` for one that is due.
    func nextAttempt(at now: Instant) -> Instant? {
        foremost.map { max($0.nextAttemptAt ?? now, now) }.min()
    }

    mutating func hold(_ event: HeldEvent) {
        if let present = events.firstIndex(where: { $0.position == event.position }) {
            events[present] = event
        } else {
            events.append(event)
            topics.formUnion(event.topics)
        }
    }

    mutating func remove(_ position: FeedPosition) {
        self = WebhookBacklog(events.filter { $0.position != position })
    }

    /// None waits for its time any more.
    mutating func bringForward() {
        for index in events.indices { events[index].nextAttemptAt = nil }
    }

    /// Those that wait for none before them.
    private var foremost: [HeldEvent] {
        var before: Set<UUIDValue> = []
        return events.filter { event in
            defer { before.formUnion(event.topics) }
            return before.isDisjoint(with: event.topics)
        }
    }
}
