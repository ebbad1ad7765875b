// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// What a subscriber of a channel hears.
package enum Notification: Sendable, Equatable {
    /// From now on nothing is missed, but something may have been before: look at the tables. The first element of
    /// every stream, and again after each reconnect and each overflow.
    case resync
    case payload(String)
}

/// LISTEN on a connection of its own, which is made again whenever it breaks. NOTIFY is plain SQL:
/// `select pg_notify('channel', ...)`, delivered at the commit of its transaction.
package final class NotificationListener: Sendable {
    /// Notifications that a slow subscriber may have unread; beyond it hears `resync`.
    package static let bufferLimit = 256

    private struct Subscriber {
        let channel: PostgresIdentifier
        let continuation: AsyncStream<Notification>.Continuation
    }

    private struct State {
        var subscribers: [UInt64: Subscriber] = [:]
        var lastSubscriber: UInt64 = 0
        var connection: Connection?
        var isConnecting = false
        var failures = 0
        var retryAt: ContinuousClock.Instant?
        var isClosed = false
    }

    private let configuration: PostgresConfiguration
    private let observer: any PostgresObserver
    private let state = Mutex(State())
    private let keeper: Keeper

    private static let backoff = Backoff(first: .milliseconds(50), limit: .seconds(2))

    /// Connects at the first subscription.
    package init(configuration: PostgresConfiguration, observer: any PostgresObserver = SilentObserver()) throws {
        self.configuration = configuration
        self.observer = observer
        keeper = try Keeper()
        try keeper.start { [weak self] in self?.tick() ?? .stop }
    }

    deinit {
        close()
    }

    /// Ends every stream and the connection.
    package func close() {
        let (subscribers, connection) = state.withLock { state in
            defer {
                state.subscribers = [:]
                state.connection = nil
                state.isClosed = true
            }
            return (Array(state.subscribers.values), state.connection)
        }
        for subscriber in subscribers { subscriber.continuation.finish() }
        connection?.close()
        keeper.stop()
    }

    /// The notifications of a channel. The stream ends with the listener; ending the loop ends the subscription.
    package func notifications(on channel: PostgresIdentifier) -> AsyncStream<Notification> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Notification.self, bufferingPolicy: .bufferingNewest(Self.bufferLimit))
        let id = state.withLock { state -> UInt64? in
            if state.isClosed { return nil }
            state.lastSubscriber += 1
            state.subscribers[state.lastSubscriber] = Subscriber(channel: channel, continuation: continuation)
            return state.lastSubscriber
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.unsubscribe(id) }
        if let connection = state.withLock({ $0.connection }) {
            listen(on: connection, for: id)
        } else {
            keeper.signal()
        }
        return stream
    }

    private func unsubscribe(_ id: UInt64) {
        let (channel, connection) = state.withLock { state -> (PostgresIdentifier?, Connection?) in
            guard let gone = state.subscribers.removeValue(forKey: id) else { return (nil, nil) }
            let isLast = !state.subscribers.values.contains { $0.channel == gone.channel }
            return (isLast ? gone.channel : nil, state.connection)
        }
        guard let channel, let connection else { return }
        connection.post { [weak self] wire, watch throws(Wire.Lost) in
            // Somebody may have subscribed again since.
            let isWanted = self?.state.withLock { $0.subscribers.values.contains { $0.channel == channel } } ?? false
            if !isWanted { _ = try wire.pipeline(["unlisten \(identifier: channel)"], watch) }
        }
    }

    /// LISTEN for one subscriber or for all of them, and tell them so. Runs in the connection's order, so that
    /// `resync` comes before every notification that follows it.
    private func listen(on connection: Connection, for id: UInt64? = nil) {
        connection.post { [weak self] wire, watch throws(Wire.Lost) in
            guard let self else { return }
            let chosen = state.withLock { state in
                state.subscribers.filter { id == nil || $0.key == id }.map(\.value)
            }
            let statements = Set(chosen.map(\.channel)).map { "listen \(identifier: $0)" as SQL }
            if statements.isEmpty { return }
            for case .failure in try wire.pipeline(statements, watch) { throw wire.lost() }
            for subscriber in chosen { subscriber.continuation.yield(.resync) }
        }
    }

    private func deliver(_ channel: String, _ payload: String) {
        let subscribers = state.withLock { $0.subscribers.values.filter { $0.channel.text == channel } }
        for subscriber in subscribers {
            if case .dropped = subscriber.continuation.yield(.payload(payload)) {
                subscriber.continuation.yield(.resync)
            }
        }
    }
}

extension NotificationListener {
    private func tick() -> Keeper.Next {
        let (isClosed, connects, retryAt) = state.withLock { state in
            let isWanted = !state.isClosed && !state.subscribers.isEmpty && state.connection == nil
            let isDue = state.retryAt.map { $0 <= .now } ?? true
            let connects = isWanted && !state.isConnecting && isDue
            if connects { state.isConnecting = true }
            return (state.isClosed, connects, isWanted && !state.isConnecting ? state.retryAt : nil)
        }
        if isClosed { return .stop }
        if connects { connect() }
        return .wait(retryAt)
    }

    private func connect() {
        let events = Connection.Events(
            opened: { [weak self] in self?.opened($0) },
            failed: { [weak self] error in
                self?.observer.connectionFailed(error)
                self?.ended()
            },
            ended: { [weak self] connection in
                if connection.wasLost { self?.observer.connectionLost() }
                self?.ended()
            },
            notified: { [weak self] in self?.deliver($0, $1) })
        do {
            _ = try Connection(configuration, observer: observer, events: events)
        } catch {
            ended()
        }
    }

    private func opened(_ connection: Connection) {
        let isClosed = state.withLock { state in
            state.isConnecting = false
            state.connection = state.isClosed ? nil : connection
            return state.isClosed
        }
        if isClosed { return connection.close() }
        observer.connectionOpened()
        listen(on: connection)
        // Listening proves that the server works: the next loss starts with a short wait again.
        connection.post { [weak self] _, _ throws(Wire.Lost) in self?.state.withLock { $0.failures = 0 } }
    }

    private func ended() {
        state.withLock { state in
            state.isConnecting = false
            state.connection = nil
            state.failures += 1
            state.retryAt = .now + Self.backoff.delay(after: state.failures)
        }
        keeper.signal()
    }
}
