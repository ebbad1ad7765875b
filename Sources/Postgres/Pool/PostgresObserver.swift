// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Learns what a pool does, for metrics and logs. Called on many threads, often while callers wait: be quick.
package protocol PostgresObserver: Sendable {
    func poolChanged(_ usage: PoolUsage)
    /// One round trip of one or several statements.
    func roundTripEnded(_ trip: RoundTrip)
    func connectionOpened()
    /// A connection that was open is gone without our asking.
    func connectionLost()
    func connectionFailed(_ error: PostgresError)
    /// A transaction runs once more; `attempt` counts from 2.
    func transactionRetried(attempt: Int, after error: PostgresError)
    func serverWarned(_ warning: ServerError)
}

extension PostgresObserver {
    package func poolChanged(_ usage: PoolUsage) {}
    package func roundTripEnded(_ trip: RoundTrip) {}
    package func connectionOpened() {}
    package func connectionLost() {}
    package func connectionFailed(_ error: PostgresError) {}
    package func transactionRetried(attempt: Int, after error: PostgresError) {}
    package func serverWarned(_ warning: ServerError) {}
}

/// Connections of a pool and callers that wait for one.
package struct PoolUsage: Sendable, Equatable {
    package let size: Int
    package let open: Int
    package let inUse: Int
    package let waiting: Int
}

package struct RoundTrip: Sendable {
    private let batch: [SQL]
    package let duration: Duration
    /// Nil after a success.
    package let failure: PostgresError?

    init(_ batch: [SQL], took duration: Duration, failure: PostgresError?) {
        self.batch = batch
        self.duration = duration
        self.failure = failure
    }

    /// The statements as the server sees them: parameters are `$1`, `$2` and so on, never their values. Made when it
    /// is asked for.
    package var statements: [String] { batch.map(\.text) }
}

/// For who does not want to know.
package struct SilentObserver: PostgresObserver {
    package init() {}
}
