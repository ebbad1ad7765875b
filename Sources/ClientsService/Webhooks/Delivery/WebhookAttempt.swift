// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// One attempt to deliver one event.
struct WebhookAttempt {
    let position: FeedPosition
    let kind: ClientFeedItem.Kind
    let at: Instant
    let outcome: WebhookDelivery.Outcome
    let status: Int?
    let duration: Duration
    /// Seconds after which the receiver wants the next one.
    let retryAfter: Int?
    /// The receiver's name was not found, which may be trouble of this side's name server.
    var isUnresolved = false

    var milliseconds: Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// Whether the receiver answers, but does not take this event: the others may go on. One that does not know the
    /// sender (401, 403), is gone (410), has too much to do (429) or is out of service (502, 503, 504) takes none.
    var isAboutTheEvent: Bool {
        outcome == .refusedByReceiver && ![401, 403, 410, 429, 502, 503, 504].contains(status)
    }
}

/// When failed deliveries are tried again.
enum WebhookRetries {
    /// So long an event is tried before the webhook is given up.
    static let patience: Int64 = 72 * 3600
    /// As long as its receiver's name is not found.
    static let unresolvedPatience: Int64 = 14 * 86_400
    /// Of events that are refused one after the other: then it is the receiver's trouble, not theirs.
    static let refusalLimit = 10
    private static let first: Int64 = 5
    private static let longest: Int64 = 3600

    /// When the next attempt is made after the `failures`th one in a row that failed, varied by a fifth.
    static func next(after attempt: WebhookAttempt, failures: Int) -> Instant {
        let seconds = pause(after: failures, asked: attempt.retryAfter)
        let jitter = Int64.random(in: -200...200) * 1000 * seconds
        return Instant(microseconds: attempt.at.microseconds + seconds * 1_000_000 + jitter)
    }

    /// In seconds.
    static func pause(after failures: Int, asked: Int?) -> Int64 {
        let own = min(longest, first << Int64(min(max(failures - 1, 0), 20)))
        return max(own, min(longest, Int64(asked ?? 0)))
    }

    /// Whether it is given up now: the receiver says that it is gone, or has not taken the event for too long.
    static func givesUp(_ attempt: WebhookAttempt, failingSince: Instant) -> Bool {
        let patience = attempt.isUnresolved ? unresolvedPatience : patience
        return attempt.status == 410
            || attempt.at.microseconds - failingSince.microseconds >= patience * 1_000_000
    }
}
