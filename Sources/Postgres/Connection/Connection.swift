// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres
import Synchronization

/// A connection on a thread of its own. Orders run there one after the other; the thread resumes who waits.
final class Connection: Sendable {
    /// What happens to a connection on its own account; called on its thread, once each at most.
    struct Events: Sendable {
        var opened: @Sendable (Connection) -> Void
        var failed: @Sendable (PostgresError) -> Void
        /// The end of a connection that had opened, wanted or not.
        var ended: @Sendable (Connection) -> Void
        /// Any number of times.
        var notified: @Sendable (_ channel: String, _ payload: String) -> Void = { _, _ in }
    }

    private struct Order: Sendable {
        let id: UInt64
        let deadline: ContinuousClock.Instant?
        let run: @Sendable (Wire, Watch) -> Void
        /// Instead of running: the connection ended or the caller was cancelled before its turn.
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var orders: [Order] = []
        var lastOrder: UInt64 = 0
        var running: UInt64 = 0
        var isRunningCancelled = false
        var isSleeping = false
        var isClosing = false
        /// Broken or closed: nothing more can be sent.
        var isUnusable = false
        /// Orders are refused.
        var hasEnded = false
        var wasLost = false
    }

    private let state = Mutex(State())
    private let wakeup: Wakeup
    private let configuration: PostgresConfiguration
    let observer: any PostgresObserver

    /// Starts the thread, which connects; `events` tell how that ended.
    init(_ configuration: PostgresConfiguration, observer: any PostgresObserver, events: Events) throws {
        wakeup = try Wakeup()
        self.configuration = configuration
        self.observer = observer
        try WorkerThread.start { [self] in
            live(events)
        }
    }

    /// False once the server or we have ended it.
    var isOpen: Bool {
        state.withLock { !$0.isUnusable && !$0.isClosing }
    }

    /// Whether it ended without our asking.
    var wasLost: Bool {
        state.withLock { $0.wasLost }
    }

    /// Ends the connection after the orders that are there.
    func close() {
        state.withLock { $0.isClosing = true }
        wakeup.signal()
    }

    /// Runs `work` on the connection's thread. A cancelled task or a passed deadline makes the server cancel what
    /// runs. Cleaning up (`isCancellable` false) begins regardless, even after the deadline. `handedOver` is called
    /// when the order has its place behind all that came before it.
    func perform<Answer: Sendable>(
        until deadline: ContinuousClock.Instant?, isCancellable: Bool = true, handedOver: () -> Void = {},
        _ work: @escaping @Sendable (Wire, Watch) throws(Wire.Lost) -> Answer
    ) async throws -> Reply<Answer> {
        let id = state.withLock { state in
            state.lastOrder += 1
            return state.lastOrder
        }
        return try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Reply<Answer>, any Error>) in
                let order = Order(id: id, deadline: deadline) { [self] wire, watch in
                    let result = Result { try Self.run(work, on: wire, watch, mayRefuse: isCancellable) }
                    // Before the caller gives it back, so that nobody else is lent a broken connection.
                    if !wire.isOpen { state.withLock { $0.isUnusable = true } }
                    continuation.resume(with: result)
                } refuse: { error in
                    continuation.resume(throwing: error)
                }
                if isCancellable && Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    submit(order)
                    handedOver()
                }
            }
        } onCancel: {
            if isCancellable { cancel(id) }
        }
    }

    /// An answer, and what interrupted the wait for it.
    struct Reply<Answer: Sendable>: Sendable {
        let answer: Answer
        let interruption: Watch.Interruption?
    }

    private static func run<Answer: Sendable>(
        _ work: (Wire, Watch) throws(Wire.Lost) -> Answer, on wire: Wire, _ watch: Watch,
        mayRefuse: Bool
    ) throws -> Reply<Answer> {
        switch mayRefuse ? watch.interruption(at: .now) : nil {
        case .cancelled: throw CancellationError()
        case .deadline: throw PostgresError.deadlineExceeded
        case nil: break
        }
        wire.beginOrder()
        defer { wire.endOrder() }
        do {
            return Reply(answer: try work(wire, watch), interruption: wire.interruption)
        } catch {
            throw PostgresError.connectionLost(outcomeUnknown: true)
        }
    }

    /// Runs `work` without anybody waiting for it; not at all when the connection has ended.
    func post(_ work: @escaping @Sendable (Wire, Watch) throws(Wire.Lost) -> Void) {
        let id = state.withLock { state in
            state.lastOrder += 1
            return state.lastOrder
        }
        // What breaks the connection is reported by its end.
        submit(
            Order(id: id, deadline: nil) { wire, watch in
                wire.beginOrder()
                try? work(wire, watch)
            } refuse: { _ in
            })
    }

    private func submit(_ order: Order) {
        let (accepted, wasSleeping) = state.withLock { state in
            if state.hasEnded { return (false, false) }
            state.orders.append(order)
            defer { state.isSleeping = false }
            return (true, state.isSleeping)
        }
        if !accepted {
            order.refuse(PostgresError.connectionLost(outcomeUnknown: false))
        } else if wasSleeping {
            wakeup.signal()
        }
    }

    private func cancel(_ id: UInt64) {
        let (waiting, isRunning) = state.withLock { state -> (Order?, Bool) in
            if let index = state.orders.firstIndex(where: { $0.id == id }) {
                return (state.orders.remove(at: index), false)
            }
            if state.running == id { state.isRunningCancelled = true }
            return (nil, state.running == id)
        }
        waiting?.refuse(CancellationError())
        if isRunning { wakeup.signal() }
    }
}

extension Connection {
    /// The thread's life: connect, serve orders, and answer every order that is left at the end.
    private func live(_ events: Events) {
        let wasLost: Bool
        do throws(PostgresError) {
            wasLost = !(try serve(events))
        } catch {
            end()
            events.failed(error)
            return
        }
        end(wasLost: wasLost)
        events.ended(self)
    }

    /// Answers whether the end was asked for; nothing of libpq is left by then.
    private func serve(_ events: Events) throws(PostgresError) -> Bool {
        let wire = try Dial.open(configuration, wakeup: wakeup, observer: observer)
        wire.onNotification = events.notified
        events.opened(self)
        while wire.isOpen {
            let (order, isClosing) = state.withLock { state -> (Order?, Bool) in
                if state.orders.isEmpty {
                    state.isSleeping = true
                    state.running = 0
                    return (nil, state.isClosing)
                }
                let order = state.orders.removeFirst()
                state.running = order.id
                state.isRunningCancelled = false
                return (order, false)
            }
            if let order {
                let watch = Watch(deadline: order.deadline) { [self] in state.withLock { $0.isRunningCancelled } }
                order.run(wire, watch)
            } else if isClosing {
                return true
            } else if (try? wire.idle()) == nil {
                // The server ended the connection: whoever leases it next gets another.
                return false
            }
        }
        return false
    }

    private func end(wasLost: Bool = false) {
        let left = state.withLock { state in
            state.isUnusable = true
            state.hasEnded = true
            state.wasLost = wasLost
            defer { state.orders = [] }
            return state.orders
        }
        for order in left { order.refuse(PostgresError.connectionLost(outcomeUnknown: false)) }
    }
}
