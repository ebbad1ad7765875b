// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Synchronization

/// How far reading is behind, for metrics: over all feeds of a source, since their number has no bound.
final class FeedLag: Sendable {
    private struct State {
        var records: Int64?
        /// When the feed that is furthest behind was last known to be complete.
        var completeAt: Instant?
    }

    private let state = Mutex(State())

    init(_ labels: [(String, String)], _ metrics: ServiceMetrics, _ clock: Clock) {
        metrics.gauge("feed_lag_records", "Records of other services' feeds that are not read yet.", labels: labels) {
            [self] in state.withLock { $0.records.map(Double.init) }
        }
        metrics.gauge(
            "feed_lag_seconds", "How long ago everything was last known to have been read.", labels: labels
        ) { [self] in
            state.withLock { state in
                state.completeAt.map { Double(max(0, clock.now().microseconds - $0.microseconds)) / 1e6 }
            }
        }
    }

    /// `cursors` are those at work when the feeds were listed, at `instant`.
    func note(_ cursors: [FeedCursors.Cursor], listedAt instant: Instant) {
        let behind = cursors.filter { $0.isLive && $0.position < $0.head }
        state.withLock { state in
            state.records = behind.reduce(0) { $0 + $1.head.rawValue - $1.position.rawValue }
            let oldest = behind.map { $0.completeAt ?? state.completeAt ?? instant }.min()
            state.completeAt = oldest ?? instant
        }
    }
}
