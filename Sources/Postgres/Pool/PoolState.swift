// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The books of a pool. Nothing here blocks, resumes or calls out: each change answers what is to be done after
/// the lock is released.
struct PoolState {
    enum Effect {
        case connect
        case resume(WaitingLine.Caller, Result<Connection, any Error>)
        case close(Connection)
    }

    let size: Int
    let waitingLimit: Int
    /// Connections that are ready, the warmest last.
    private(set) var idle: [Connection] = []
    /// Connections that are open: idle and leased.
    private(set) var open = 0
    private(set) var connecting = 0
    private(set) var line = WaitingLine()
    private(set) var isClosed = false
    private var failures = 0
    private var lastFailure: PostgresError?
    /// No connection is tried before this.
    private var retryAt: ContinuousClock.Instant?
    private var lastCaller: UInt64 = 0
    /// When the keeper looks again by itself; nil before its first look and when it has nothing to wait for.
    private var plannedTick: ContinuousClock.Instant?

    private static let backoff = Backoff(first: .milliseconds(50), limit: .seconds(2))

    init(size: Int, waitingLimit: Int) {
        self.size = max(1, size)
        self.waitingLimit = waitingLimit
    }

    var usage: PoolUsage {
        PoolUsage(size: size, open: open, inUse: max(0, open - idle.count), waiting: line.count)
    }

    /// When the pool has something to do although nobody asks: a wait ends, or a connection is tried again.
    mutating func planTick() -> ContinuousClock.Instant? {
        let mayRetry = line.count > 0 && connecting == 0 && open < size
        plannedTick = [line.nextDeadline, mayRetry ? retryAt : nil].compactMap { $0 }.min()
        return plannedTick
    }

    /// Whether the keeper sleeps too long for a caller with this deadline.
    func isLate(for deadline: ContinuousClock.Instant) -> Bool {
        plannedTick.map { deadline < $0 } ?? true
    }

    mutating func newCaller() -> UInt64 {
        lastCaller += 1
        return lastCaller
    }

    /// A connection at once, if there is one.
    mutating func takeIdle() throws(PostgresError) -> Connection? {
        if isClosed { throw .poolClosed }
        return line.count == 0 ? popOpen() : nil
    }

    /// One that has just ended reports that by itself.
    private mutating func popOpen() -> Connection? {
        while let connection = idle.popLast() {
            if connection.isOpen { return connection }
        }
        return nil
    }

    mutating func wait(_ caller: WaitingLine.Caller) -> [Effect] {
        if isClosed { return [.resume(caller, .failure(PostgresError.poolClosed))] }
        // Between the first look and this one a connection may have come back.
        if line.count == 0, let connection = popOpen() { return [.resume(caller, .success(connection))] }
        if line.count >= waitingLimit { return [.resume(caller, .failure(PostgresError.poolBusy))] }
        line.append(caller)
        return connectMore(at: .now)
    }

    mutating func cancel(_ id: UInt64) -> [Effect] {
        line.take(id).map { [.resume($0, .failure(CancellationError()))] } ?? []
    }

    mutating func giveBack(_ connection: Connection) -> [Effect] {
        if isClosed { return [.close(connection)] }
        guard connection.isOpen else { return [] }
        if let caller = line.takeFirst() { return [.resume(caller, .success(connection))] }
        idle.append(connection)
        return []
    }

    mutating func opened(_ connection: Connection) -> [Effect] {
        connecting -= 1
        open += 1
        failures = 0
        lastFailure = nil
        retryAt = nil
        return giveBack(connection) + connectMore(at: .now)
    }

    mutating func failed(_ error: PostgresError, at now: ContinuousClock.Instant) -> [Effect] {
        connecting -= 1
        failures += 1
        lastFailure = error
        retryAt = now + Self.backoff.delay(after: failures)
        guard error.sqlState?.isLastingRefusal == true else { return [] }
        return line.takeAll().map { .resume($0, .failure(error)) }
    }

    mutating func ended(_ connection: Connection) -> [Effect] {
        open -= 1
        idle.removeAll { $0 === connection }
        return connectMore(at: .now)
    }

    /// Ends the waits that are over and tries connections again.
    mutating func tick(at now: ContinuousClock.Instant) -> [Effect] {
        let expired = line.takeExpired(at: now).map { caller in
            let error = caller.isCallDeadline ? .deadlineExceeded : (lastFailure ?? PostgresError.poolBusy)
            return Effect.resume(caller, .failure(error))
        }
        return expired + connectMore(at: now)
    }

    mutating func close() -> [Effect] {
        isClosed = true
        defer { idle = [] }
        return line.takeAll().map { .resume($0, .failure(PostgresError.poolClosed)) } + idle.map { .close($0) }
    }

    private mutating func connectMore(at now: ContinuousClock.Instant) -> [Effect] {
        if isClosed { return [] }
        if let retryAt, now < retryAt { return [] }
        // After a failure one attempt at a time finds out whether the server is back.
        let wanted = failures > 0 ? min(1, line.count) : line.count
        let count = max(0, min(wanted - connecting, size - open - connecting))
        connecting += count
        return [Effect](repeating: .connect, count: count)
    }
}
