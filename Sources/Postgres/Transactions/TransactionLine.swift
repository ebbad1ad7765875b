// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// Whole transactions that follow each other on one connection, each in one round trip. The next can be handed over
/// while one is running, and begins in the order in which it was: the server does not wait for who makes them. The
/// connection is leased while any is on its way.
package final class TransactionLine: Sendable {
    private struct State {
        var connection: Connection?
        /// By connection, since the one before may have broken with some still on it.
        var users: [ObjectIdentifier: Int] = [:]
    }

    private let pool: PostgresPool
    private let state = Mutex(State())

    package init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Runs the statements in a transaction and commits. `handedOver` is called when the transaction has its place in
    /// the line, and not when it gets none.
    ///
    /// Committed when it returns; when it throws nothing has happened, unless the error says that the outcome is
    /// unknown. Nothing is tried again.
    package func commit(_ statements: [SQL], handedOver: () -> Void) async throws {
        let deadline = pool.deadline()
        let connection = try await join(until: deadline)
        defer { leave(connection) }
        var batch: [SQL] = [Isolation.readCommitted.begin(readOnly: false)]
        if let timeout = Transaction.timeout(until: deadline, limit: pool.configuration.statementLimit) {
            batch.append(timeout)
        }
        batch += statements + ["commit"]
        let results = try await connection.wholeTransaction(batch, until: deadline, handedOver: handedOver)
        guard results.last?.commandTag == "COMMIT" else {
            throw PostgresError.connectionLost(outcomeUnknown: false)
        }
    }

    private func join(until deadline: ContinuousClock.Instant?) async throws -> Connection {
        let current = state.withLock { state -> Connection? in
            guard let connection = state.connection, connection.isOpen else { return nil }
            state.users[ObjectIdentifier(connection), default: 0] += 1
            return connection
        }
        if let current { return current }
        let connection = try await pool.lease(until: deadline)
        state.withLock { state in
            state.connection = connection
            state.users[ObjectIdentifier(connection), default: 0] += 1
        }
        return connection
    }

    private func leave(_ connection: Connection) {
        let isLast = state.withLock { state in
            let users = state.users[ObjectIdentifier(connection), default: 1] - 1
            state.users[ObjectIdentifier(connection)] = users == 0 ? nil : users
            if users == 0, state.connection === connection { state.connection = nil }
            return users == 0
        }
        if isLast { pool.giveBack(connection) }
    }
}
