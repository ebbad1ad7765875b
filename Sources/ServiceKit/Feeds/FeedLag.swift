// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Synchronization

/// How far reading is behind, for metrics: over all feeds of a source, since their number has no bound.
final class FeedLag: Sendable {
    /// A feed that is behind, and since when it has stood there.
    private struct Stand {
        let position: FeedPosition
        let since: Instant
    }

    private struct State {
        var records: Int64?
        var stands: [FeedScope: Stand] = [:]
    }

    private let state = Mutex(State())

    init(_ labels: [(String, String)], _ metrics: ServiceMetrics, _ clock: Clock) {
        metrics.gauge("feed_lag_records", "Records of other services' feeds that are not read yet.", labels: labels) {
            [weak self] in self?.state.withLock { $0.records.map(Double.init) }
        }
        metrics.gauge(
            "feed_standstill_seconds", "How long the worst feed has been behind without moving; 0 when none is.",
            labels: labels
        ) { [weak self] in
            self?.state.withLock { state in
                guard state.records != nil else { return nil }
                let oldest = state.stands.values.map(\.since).min()
                return oldest.map { Double(clock.now().microseconds - $0.microseconds) / 1e6 } ?? 0
            }
        }
    }

    func note(_ cursors: [FeedCursors.Cursor], at now: Instant) {
        let behind = cursors.filter { $0.position < $0.head }
        state.withLock { state in
            state.records = behind.reduce(0) { $0 + $1.head.rawValue - $1.position.rawValue }
            let former = state.stands
            state.stands = Dictionary(
                behind.map { cursor in
                    let stand = former[cursor.scope].flatMap { $0.position == cursor.position ? $0 : nil }
                    return (cursor.scope, stand ?? Stand(position: cursor.position, since: now))
                }
            ) { first, _ in first }
        }
    }
}
