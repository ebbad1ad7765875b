// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import Synchronization

/// Keeps what a pool reported.
final class RecordingObserver: PostgresObserver {
    struct Record {
        var usages: [PoolUsage] = []
        var trips: [RoundTrip] = []
        var opened = 0
        var lost = 0
        var failed = 0
        var retries: [PostgresError] = []
        var warnings: [ServerError] = []
    }

    private let state = Mutex(Record())

    var record: Record { state.withLock { $0 } }

    func poolChanged(_ usage: PoolUsage) { state.withLock { $0.usages.append(usage) } }
    func roundTripEnded(_ trip: RoundTrip) { state.withLock { $0.trips.append(trip) } }
    func connectionOpened() { state.withLock { $0.opened += 1 } }
    func connectionLost() { state.withLock { $0.lost += 1 } }
    func connectionFailed(_ error: PostgresError) { state.withLock { $0.failed += 1 } }
    func transactionRetried(attempt: Int, after error: PostgresError) { state.withLock { $0.retries.append(error) } }
    func serverWarned(_ warning: ServerError) { state.withLock { $0.warnings.append(warning) } }
}
