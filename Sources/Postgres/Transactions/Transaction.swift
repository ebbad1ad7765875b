// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// A transaction, valid within the closure of `withTransaction`. BEGIN travels with the first statement, so that a
/// transaction of one statement and its commit take two round trips.
package final class Transaction: PostgresExecutor {
    private let connection: Connection
    package let deadline: ContinuousClock.Instant?
    private let statementLimit: Duration?
    /// Whether its end can wait for nobody: nothing was written, and COMMIT cannot fail.
    private let endsUnawaited: Bool
    private let state: Mutex<State>

    private struct State {
        /// What goes before the next statement in the same round trip: BEGIN, savepoints.
        var prefix: [SQL]
        var hasBegun = false
        var hasCommitted = false
        var isOver = false
        /// After it nothing more can run: the connection is lost, the call is over, or BEGIN failed.
        var fatal: (any Error)?
        /// The last refusal of the server.
        var refusal: PostgresError?
        var savepoints = 0
        /// A COPY has the connection for itself.
        var isCopying = false
    }

    init(
        connection: Connection, isolation: Isolation, readOnly: Bool, deadline: ContinuousClock.Instant?,
        statementLimit: Duration?
    ) {
        self.connection = connection
        endsUnawaited = readOnly && isolation != .serializable
        self.deadline = deadline
        self.statementLimit = statementLimit
        state = Mutex(State(prefix: [isolation.begin(readOnly: readOnly)]))
    }

    package func batch(_ statements: [SQL]) async throws -> [ResultSet] {
        if statements.isEmpty { return [] }
        return try await send(statements, commits: false)
    }

    /// Runs the last statements and COMMIT in one round trip; the transaction is over after it. Committed when it
    /// returns; rolled back when it throws, unless the error says that the outcome is unknown.
    package func commit(afterBatch statements: [SQL]) async throws -> [ResultSet] {
        let results = try await send(statements + ["commit"], commits: true)
        try requireCommitted(results.last)
        return results.dropLast()
    }

    /// As `commit(afterBatch:)`, with typed answers.
    package func commit<each Output>(
        after query: repeat Query<each Output>
    ) async throws -> (repeat each Output) {
        var statements: [SQL] = []
        repeat statements.append((each query).sql)
        var results = try await commit(afterBatch: statements).makeIterator()
        return (repeat try (each query).decode(try results.required()))
    }

    /// Undoes what `body` did when it throws, and only that. A savepoint costs no round trip of its own.
    package func savepoint<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        let depth = try state.withLock { state throws(PostgresError) in
            guard state.savepoints < Savepoint.depthLimit else {
                throw .encoding("savepoints nested deeper than \(Savepoint.depthLimit)")
            }
            state.savepoints += 1
            state.prefix.append(Savepoint(depth: state.savepoints).open)
            return state.savepoints
        }
        let savepoint = Savepoint(depth: depth)
        do {
            let answer = try await body()
            leave(savepoint, by: [savepoint.release])
            return answer
        } catch {
            leave(savepoint, by: [savepoint.rollBack, savepoint.release])
            throw error
        }
    }

    /// A savepoint that nothing was sent in is forgotten.
    private func leave(_ savepoint: Savepoint, by statements: [SQL]) {
        state.withLock { state in
            state.savepoints -= 1
            if let index = state.prefix.lastIndex(where: { $0.text == savepoint.open.text }) {
                state.prefix.removeSubrange(index...)
            } else {
                state.prefix += statements
            }
        }
    }

    private func send(_ statements: [SQL], commits: Bool) async throws -> [ResultSet] {
        let prefix = try state.withLock { try takePrefix(&$0) }
        if prefix.isEmpty && statements.isEmpty { return [] }
        do {
            let results = try await connection.roundTrip(prefix + statements, until: deadline)
            return Array(results.dropFirst(prefix.count))
        } catch {
            throw note(error, prefix: prefix.count, commits: commits)
        }
    }

    private func takePrefix(_ state: inout State) throws -> [SQL] {
        if state.isOver || state.isCopying { throw PostgresError.leaseEnded }
        if let fatal = state.fatal { throw fatal }
        var prefix = state.prefix
        if !state.hasBegun, let timeout = Transaction.timeout(until: deadline, limit: statementLimit) {
            // SET takes no snapshot: the transaction's first is that of the first real statement.
            prefix.insert(timeout, at: 1)
        }
        state.hasBegun = true
        state.prefix = []
        return prefix
    }

    /// The server's own limit for each statement: what is left of the time, and `limit` at most. In milliseconds, at
    /// least 1, since 0 would be none.
    static func timeout(until deadline: ContinuousClock.Instant?, limit: Duration?) -> SQL? {
        guard let deadline else { return nil }
        let rest = max(1, ContinuousClock.now.duration(to: deadline).milliseconds)
        return .set(local: "statement_timeout", to: min(rest, limit?.milliseconds ?? .max, Int64(Int32.max)))
    }

    /// Remembers the failure and says what it means for the transaction.
    private func note(_ error: any Error, prefix: Int, commits: Bool) -> any Error {
        var error = error
        if case PostgresError.connectionLost = error {
            error = PostgresError.connectionLost(outcomeUnknown: commits && error.isOutcomeUnknown)
        }
        if case PostgresError.server(var refusal) = error {
            let index = refusal.statementIndex
            refusal.statementIndex = max(0, index - prefix)
            let shown = PostgresError.server(refusal)
            state.withLock { state in
                state.refusal = shown
                if index < prefix { state.fatal = shown }
            }
            return shown
        }
        state.withLock { $0.fatal = error }
        return error
    }
}

extension Transaction: PostgresCopying {
    @discardableResult
    package func copyIn(_ sql: SQL, _ body: (CopyWriter) async throws -> Void) async throws -> Int {
        try await copying { try await connection.copyIn(sql, until: deadline, body) }
    }

    @discardableResult
    package func copyOut(_ sql: SQL, _ body: ([UInt8]) async throws -> Void) async throws -> Int {
        try await copying { try await connection.copyOut(sql, until: deadline, body) }
    }

    private func copying(_ copy: () async throws -> Int) async throws -> Int {
        // COPY cannot be part of a pipeline: what waits to be sent with the next statement goes before it.
        _ = try await send([], commits: false)
        state.withLock { $0.isCopying = true }
        defer { state.withLock { $0.isCopying = false } }
        do {
            return try await copy()
        } catch {
            throw note(error, prefix: 0, commits: false)
        }
    }
}

extension Transaction {
    /// Commits what the closure left open. Nothing is sent when nothing was; who has only read does not wait for the
    /// end, which comes before whatever the connection is given next.
    func finish() async throws {
        enum End { case none, unawaited, awaited }
        let end: End = state.withLock { state in
            if !state.hasBegun { state.isOver = true }
            if state.isOver { return .none }
            guard endsUnawaited, state.refusal == nil, state.fatal == nil else { return .awaited }
            state.isOver = true
            state.hasCommitted = true
            return .unawaited
        }
        switch end {
        case .none: break
        case .awaited: _ = try await commit(afterBatch: [])
        case .unawaited:
            connection.post { wire, watch throws(Wire.Lost) in
                _ = try wire.pipeline(["commit"], watch)
                if wire.isInTransaction { throw wire.lost() }
            }
        }
    }

    /// The server answers COMMIT in a failed transaction with ROLLBACK, and that is no error to it.
    private func requireCommitted(_ result: ResultSet?) throws {
        let refusal = state.withLock { state in
            state.isOver = true
            state.hasCommitted = result?.commandTag == "COMMIT"
            return state.hasCommitted ? nil : state.refusal ?? .connectionLost(outcomeUnknown: false)
        }
        if let refusal { throw refusal }
    }

    /// Waits for the rollback, so that its locks are gone; a connection that cannot do it is closed.
    func rollBack() async {
        let isOpen = state.withLock { state in
            defer { state.isOver = true }
            return state.hasBegun && !state.hasCommitted
        }
        guard isOpen else { return }
        let rolledBack = try? await connection.perform(
            until: .now + PostgresSession.cleanupLimit, isCancellable: false
        ) { wire, watch throws(Wire.Lost) in
            if wire.isInTransaction { _ = try wire.pipeline(["rollback"], watch) }
            if wire.isInTransaction { throw wire.lost() }
        }
        if rolledBack == nil { connection.close() }
    }

    /// Why another attempt at the whole transaction makes sense after `error`, if it does. The closure may have
    /// turned the server's refusal into an error of its own.
    func reasonToRetry(after error: any Error) -> PostgresError? {
        let (refusal, hasCommitted) = state.withLock { ($0.refusal, $0.hasCommitted) }
        if hasCommitted || error is CancellationError { return nil }
        if let error = error as? PostgresError { return error.isRetryable ? error : nil }
        return refusal?.isRetryable == true ? refusal : nil
    }
}

extension Error {
    var isOutcomeUnknown: Bool {
        (self as? PostgresError) == .connectionLost(outcomeUnknown: true)
    }
}
