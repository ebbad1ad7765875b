// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Postgres

/// Counts and times what a pool does, and logs what takes too long: never a statement's parameters.
package struct DatabaseMetrics: PostgresObserver {
    /// Of the statements of a slow round trip, in characters.
    private static let shownLength = 2000

    private let log: ServiceLog
    private let slow: Duration?
    private let succeeded: MetricTimer
    private let failed: MetricTimer
    private let retried: MetricCounter
    private let lost: MetricCounter
    private let refused: MetricCounter

    /// `slow` is nil to log nothing.
    package init(_ metrics: ServiceMetrics, log: ServiceLog, slow: Duration?) {
        self.log = log
        self.slow = slow
        let name = "db_round_trip_seconds"
        let help = "How long round trips to the database took, by outcome."
        succeeded = metrics.timer(name, help, labels: [("outcome", "success")])
        failed = metrics.timer(name, help, labels: [("outcome", "failure")])
        retried = metrics.counter(
            "db_transactions_retried_total", "Transactions run once more after a conflict or a lost connection.")
        lost = metrics.counter("db_connections_lost_total", "Connections that broke while they were open.")
        refused = metrics.counter("db_connections_failed_total", "Attempts to connect that failed.")
    }

    package func roundTripEnded(_ trip: RoundTrip) {
        (trip.failure == nil ? succeeded : failed).record(trip.duration)
        guard let slow, trip.duration >= slow else { return }
        let (seconds, attoseconds) = trip.duration.components
        log.warning(
            "slow round trip to the database",
            [
                "durationMs": String(seconds * 1000 + attoseconds / 1_000_000_000_000_000),
                "statements": String(trip.statements.joined(separator: "; ").prefix(DatabaseMetrics.shownLength)),
            ])
    }

    package func connectionLost() {
        lost.increment()
        log.warning("a connection to the database was lost")
    }

    package func connectionFailed(_ error: PostgresError) {
        refused.increment()
        log.warning("the database could not be connected", error)
    }

    package func transactionRetried(attempt: Int, after error: PostgresError) {
        retried.increment()
    }

    /// The pool's own numbers are asked for when somebody reads the metrics.
    static func register(_ pool: PostgresPool, in metrics: ServiceMetrics) {
        metrics.gauge("db_pool_connections_limit", "Connections that the pool may open.") { Double(pool.usage.size) }
        metrics.gauge("db_pool_connections_open", "Open connections.") { Double(pool.usage.open) }
        metrics.gauge("db_pool_connections_in_use", "Connections that somebody uses.") { Double(pool.usage.inUse) }
        metrics.gauge("db_pool_waiting", "Callers that wait for a connection.") { Double(pool.usage.waiting) }
    }
}
