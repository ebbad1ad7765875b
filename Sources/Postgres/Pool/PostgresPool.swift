// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// Connections to one database, shared by every task of a process. A connection is leased for one statement, one
/// transaction or one scope and comes back at its end; broken ones are replaced.
package final class PostgresPool: Sendable {
    package let configuration: PostgresConfiguration
    let observer: any PostgresObserver
    /// The deadline of the current task's call, if it has one.
    let deadline: @Sendable () -> ContinuousClock.Instant?
    private let state: Mutex<PoolState>
    private let keeper: Keeper

    /// Connects when the first caller needs a connection. `close` (or the end of `run`) gives the threads back.
    package init(
        configuration: PostgresConfiguration,
        deadline: @escaping @Sendable () -> ContinuousClock.Instant? = { nil },
        observer: any PostgresObserver = SilentObserver()
    ) throws {
        self.configuration = configuration
        self.observer = observer
        self.deadline = deadline
        state = Mutex(PoolState(size: configuration.poolSize, waitingLimit: configuration.waitingLimit))
        keeper = try Keeper()
        try keeper.start { [weak self] in self?.tick() ?? .stop }
    }

    deinit {
        apply(state.withLock { $0.close() })
        keeper.stop()
    }

    /// Serves until the task is cancelled, then closes.
    package func run() async {
        let (stream, end) = AsyncStream.makeStream(of: Never.self)
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            end.finish()
        }
        close()
    }

    /// Refuses new callers and those that wait. Leases go on to their end; their connections close with them.
    package func close() {
        apply(state.withLock { $0.close() })
        keeper.stop()
    }

    package var usage: PoolUsage { state.withLock { $0.usage } }

    /// A connection for the caller alone. Every lease must be given back, see `withLease`.
    func lease(until callDeadline: ContinuousClock.Instant?) async throws -> Connection {
        if let connection = try state.withLock({ state throws(PostgresError) in try state.takeIdle() }) {
            observer.poolChanged(usage)
            return connection
        }
        try Task.checkCancellation()
        let limit = ContinuousClock.now + configuration.waitLimit
        let isCallDeadline = callDeadline.map { $0 < limit } ?? false
        let id = state.withLock { $0.newCaller() }
        return try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                let caller = WaitingLine.Caller(
                    id: id, deadline: isCallDeadline ? callDeadline ?? limit : limit,
                    isCallDeadline: isCallDeadline, continuation: continuation)
                let (effects, isLate) = state.withLock { state -> ([PoolState.Effect], Bool) in
                    // The handler below has run already if the task was cancelled before this lock.
                    if Task.isCancelled { return ([.resume(caller, .failure(CancellationError()))], false) }
                    return (state.wait(caller), state.isLate(for: caller.deadline))
                }
                apply(effects)
                if isLate { keeper.signal() }
            }
        } onCancel: {
            apply(state.withLock { $0.cancel(id) })
        }
    }

    /// Runs `body` with a connection and takes it back, whatever happens.
    func withLease<Answer>(
        until deadline: ContinuousClock.Instant?, _ body: (Connection) async throws -> Answer
    ) async throws -> Answer {
        let connection = try await lease(until: deadline)
        defer { giveBack(connection) }
        return try await body(connection)
    }

    func giveBack(_ connection: Connection) {
        apply(state.withLock { $0.giveBack(connection) })
    }

    private func tick() -> Keeper.Next {
        apply(state.withLock { $0.tick(at: .now) })
        return state.withLock { $0.isClosed ? .stop : .wait($0.planTick()) }
    }

    private func apply(_ effects: [PoolState.Effect]) {
        for effect in effects {
            switch effect {
            case .connect: connect()
            case .resume(let caller, let result): caller.continuation.resume(with: result)
            case .close(let connection): connection.close()
            }
        }
        observer.poolChanged(usage)
    }

    private func connect() {
        let events = Connection.Events(
            opened: { [weak self, observer] connection in
                observer.connectionOpened()
                guard let self else { return connection.close() }
                apply(state.withLock { $0.opened(connection) })
            },
            failed: { [weak self] error in self?.connectFailed(error) },
            ended: { [weak self] connection in
                guard let self else { return }
                if connection.wasLost { observer.connectionLost() }
                apply(state.withLock { $0.ended(connection) })
            })
        do {
            _ = try Connection(configuration, observer: observer, events: events)
        } catch {
            connectFailed((error as? PostgresError) ?? .connectionLost(outcomeUnknown: false))
        }
    }

    private func connectFailed(_ error: PostgresError) {
        observer.connectionFailed(error)
        apply(state.withLock { $0.failed(error, at: .now) })
        keeper.signal()
    }
}
