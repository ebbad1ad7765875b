// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension PostgresPool {
    private static let backoff = Backoff(first: .milliseconds(5), limit: .milliseconds(200))

    /// Runs `body` in a transaction and commits. After a serialization failure, a deadlock, or the loss of the
    /// connection before the commit, everything was undone and `body` runs again, `attempts` times at most: it must
    /// not do anything outside of the transaction that cannot be repeated.
    ///
    /// Throws what `body` throws, after the rollback; `deadlineExceeded` and `CancellationError` when nothing
    /// happened; `connectionLost(outcomeUnknown: true)` when the connection broke during COMMIT.
    package func withTransaction<Answer>(
        isolation: Isolation = .readCommitted, readOnly: Bool = false, attempts: Int = 5,
        _ body: (Transaction) async throws -> Answer
    ) async throws -> Answer {
        let deadline = deadline()
        var attempt = 1
        while true {
            var reason: PostgresError?
            do {
                return try await withLease(until: deadline) { connection in
                    let transaction = Transaction(
                        connection: connection, isolation: isolation, readOnly: readOnly, deadline: deadline,
                        statementLimit: configuration.statementLimit)
                    do {
                        let answer = try await body(transaction)
                        try await transaction.finish()
                        return answer
                    } catch {
                        await transaction.rollBack()
                        reason = transaction.reasonToRetry(after: error)
                        throw error
                    }
                }
            } catch {
                guard let reason, attempt < attempts else { throw error }
                try await pause(after: attempt, until: deadline)
                attempt += 1
                observer.transactionRetried(attempt: attempt, after: reason)
            }
        }
    }

    private func pause(after attempt: Int, until deadline: ContinuousClock.Instant?) async throws {
        let end = ContinuousClock.now + Self.backoff.delay(after: attempt)
        if let deadline, deadline <= end { throw PostgresError.deadlineExceeded }
        try await ContinuousClock().sleep(until: end)
    }
}
