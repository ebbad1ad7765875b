// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore

/// What one server has on one event loop: its connections and the calls that wait for something.
///
/// All state belongs to the loop, which makes the class sendable.
final class ServerLoop: @unchecked Sendable {
    let eventLoop: any EventLoop
    let executor: LoopExecutor
    let calls: OpenCalls
    private let load: LoadCount
    private var connections: [ObjectIdentifier: ConnectionGuard] = [:]
    private var isQuiescing = false
    private var emptied: EventLoopPromise<Void>?

    init(_ executor: LoopExecutor, load: LoadCount) {
        self.executor = executor
        self.load = load
        eventLoop = executor.eventLoop
        calls = OpenCalls(on: executor.eventLoop)
    }

    /// False when the server stops: then the connection is not wanted.
    func insert(_ connection: ConnectionGuard) -> Bool {
        guard !isQuiescing else { return false }
        connections[ObjectIdentifier(connection)] = connection
        load.connectionDidOpen()
        return true
    }

    func remove(_ connection: ConnectionGuard) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        load.connectionDidClose()
        tellWhenEmpty()
    }

    /// Starts a call. `end` is called on the loop with what `body` gave, before this returns if `body` did not wait.
    func start<Value: Sendable>(
        until deadline: @autoclosure () -> ContinuousClock.Instant, _ body: @escaping @Sendable () async -> Value,
        end: @escaping (Value) -> Void
    ) {
        let call = StartedCall(end)
        let task = executor.start { [self] in
            let value = await body()
            if eventLoop.inEventLoop { return callDidEnd(call, value) }
            eventLoop.execute { self.callDidEnd(call, value) }
        }
        if !call.hasEnded { call.number = calls.insert(task, until: NIODeadline(deadline())) }
    }

    private func callDidEnd<Value>(_ call: StartedCall<Value>, _ value: Value) {
        call.hasEnded = true
        if let number = call.number { calls.remove(number) }
        call.end(value)
        tellWhenEmpty()
    }

    /// Connections without a request close, the others after their answer.
    func quiesce() {
        isQuiescing = true
        for connection in connections.values { connection.quiesce() }
    }

    /// Without a goodbye, and whatever is still unwritten.
    func cutConnections() {
        for connection in connections.values { connection.cut() }
    }

    /// Done when there is no connection and no call any more.
    func whenEmpty() -> EventLoopFuture<Void> {
        let promise = emptied ?? eventLoop.makePromise()
        emptied = promise
        tellWhenEmpty()
        return promise.futureResult
    }

    private func tellWhenEmpty() {
        if let emptied, connections.isEmpty, calls.isEmpty { emptied.succeed() }
    }
}

/// A call between its start and its end. All state belongs to the loop, which makes the class sendable.
private final class StartedCall<Value>: @unchecked Sendable {
    let end: (Value) -> Void
    var hasEnded = false
    /// Among the calls that wait.
    var number: UInt64?

    init(_ end: @escaping (Value) -> Void) {
        self.end = end
    }
}

/// The loops of one server.
struct ServerLoops: Sendable {
    let all: [ServerLoop]

    init(load: LoadCount) {
        all = LoopExecutor.all.map { ServerLoop($0, load: load) }
    }

    /// Of a channel whose loop is one of the process's.
    subscript(eventLoop: any EventLoop) -> ServerLoop? {
        all.first { $0.eventLoop === eventLoop }
    }

    func onEach(_ body: @escaping @Sendable (ServerLoop) -> Void) {
        for loop in all { loop.eventLoop.execute { body(loop) } }
    }

    /// Returns when there is no connection and no call any more, whether the task is cancelled or not.
    func untilEmpty() async throws {
        for loop in all { try await loop.eventLoop.flatSubmit { loop.whenEmpty() }.get() }
    }
}
