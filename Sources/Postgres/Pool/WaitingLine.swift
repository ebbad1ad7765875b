// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Callers that wait for a connection, first come first served.
struct WaitingLine {
    struct Caller {
        let id: UInt64
        let deadline: ContinuousClock.Instant
        /// Whether `deadline` is the call's own and not the pool's wait limit.
        let isCallDeadline: Bool
        let continuation: UnsafeContinuation<Connection, any Error>
    }

    private(set) var callers: [Caller] = []

    var count: Int { callers.count }

    var nextDeadline: ContinuousClock.Instant? { callers.lazy.map(\.deadline).min() }

    mutating func append(_ caller: Caller) {
        callers.append(caller)
    }

    mutating func takeFirst() -> Caller? {
        callers.isEmpty ? nil : callers.removeFirst()
    }

    mutating func take(_ id: UInt64) -> Caller? {
        callers.firstIndex { $0.id == id }.map { callers.remove(at: $0) }
    }

    mutating func takeExpired(at now: ContinuousClock.Instant) -> [Caller] {
        let expired = callers.filter { $0.deadline <= now }
        if !expired.isEmpty { callers.removeAll { $0.deadline <= now } }
        return expired
    }

    mutating func takeAll() -> [Caller] {
        defer { callers = [] }
        return callers
    }
}
