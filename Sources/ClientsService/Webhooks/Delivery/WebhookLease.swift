// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// How long the claim of a run holds yet, by this process's own clock: never longer than the database has it.
final class WebhookLease: Sendable {
    private let end: Mutex<ContinuousClock.Instant>

    init(from instant: ContinuousClock.Instant) {
        end = Mutex(WebhookLease.end(from: instant))
    }

    /// Whether an attempt may begin.
    var isLongEnough: Bool {
        let latest = end.withLock { $0 } - .seconds(WebhookProgressStore.leastLeaseSeconds)
        return ContinuousClock.now <= latest
    }

    /// `instant` is before the statement that renewed the claim.
    func renew(from instant: ContinuousClock.Instant) {
        end.withLock { $0 = WebhookLease.end(from: instant) }
    }

    private static func end(from instant: ContinuousClock.Instant) -> ContinuousClock.Instant {
        instant + .seconds(WebhookProgressStore.leaseSeconds)
    }
}
