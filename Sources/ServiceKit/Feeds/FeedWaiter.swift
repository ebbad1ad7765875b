// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
package import Postgres
import Synchronization

/// Lets readers of a change feed wait for its next record. Writers notify the channel with the feed's name as payload,
/// in their transaction or soon after it; one connection a process listens.
package final class FeedWaiter: Sendable {
    /// Readers that wait at a time; one more is answered at once, without a wait.
    package static let readerLimit = 1_000
    /// Left of a call's time when its wait ends, so that an empty page arrives before the caller gives up.
    private static let margin = Duration.milliseconds(250)

    /// Between two announcements, however many feeds grow meanwhile.
    private static let announcementPause = Duration.milliseconds(20)

    private let listener: NotificationListener
    private let database: PostgresPool
    private let channel: PostgresIdentifier
    private let readers = Mutex<[UInt64: Reader]>([:])
    private let lastReader = Atomic<UInt64>(0)

    private let grown = Mutex<Set<String>>([])
    private let growth: AsyncStream<Void>
    private let growthSignal: AsyncStream<Void>.Continuation

    private struct Reader {
        let feed: String
        let signal: AsyncStream<Void>.Continuation
    }

    package init(channel: StaticString, of database: PostgresPool) throws {
        guard let channel = PostgresIdentifier(channel.description) else {
            throw PostgresError.configuration("\(channel) is not the name of a channel")
        }
        self.channel = channel
        self.database = database
        (growth, growthSignal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        listener = try NotificationListener(configuration: database.configuration)
    }

    /// Passes notifications on until it is cancelled.
    package func run() async {
        for await notification in listener.notifications(on: channel) {
            wake { reader in
                switch notification {
                case .resync: true
                case .payload(let feed): reader.feed == feed
                }
            }
        }
    }

    /// Says that the feed has grown, after the commit: a notification within a transaction makes the commits of all
    /// feeds wait for each other. One that is lost with this process costs its readers the rest of their wait, never a
    /// record.
    package func announce(_ feed: String) {
        grown.withLock { _ = $0.insert(feed) }
        growthSignal.yield()
    }

    /// Sends announcements until it is cancelled; those of the same moment together.
    package func runAnnouncements(log: ServiceLog) async throws {
        for await _ in growth {
            let feeds = grown.withLock { grown in
                defer { grown = [] }
                return Array(grown)
            }
            do {
                // What is lost when PostgreSQL is killed is a reader's wake-up: it need not wait for the disk.
                let sent: SQL = "select pg_notify(\(channel.text), feed) from unnest(\(feeds)) as feed"
                try await database.withTransaction { tx in
                    _ = try await tx.commit(afterBatch: ["set local synchronous_commit = off", sent])
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                log.warning("readers of feeds were not woken", error, [:])
            }
            try await Task.sleep(for: FeedWaiter.announcementPause)
        }
    }

    /// Reads a page, and while it is empty reads again whenever the feed has grown, until `limit` has passed or the
    /// call's deadline is near.
    ///
    /// The reader is known before it reads first, so that no record slips in between unnoticed.
    package func page<Page>(
        of feed: String, waiting limit: Duration, isEmpty: (Page) -> Bool, _ read: () async throws -> Page
    ) async throws -> Page {
        guard limit > .zero, let (id, signals) = register(feed) else { return try await read() }
        defer { forget(id) }
        var end = ContinuousClock.now + limit
        if let deadline = CallContext.deadline { end = min(end, deadline - FeedWaiter.margin) }
        while true {
            let page = try await read()
            guard isEmpty(page), ContinuousClock.now < end else { return page }
            await FeedWaiter.first(of: signals, until: end)
            try Task.checkCancellation()
        }
    }

    private func register(_ feed: String) -> (id: UInt64, signals: AsyncStream<Void>)? {
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = lastReader.wrappingAdd(1, ordering: .relaxed).newValue
        let isKnown = readers.withLock { readers in
            guard readers.count < FeedWaiter.readerLimit else { return false }
            readers[id] = Reader(feed: feed, signal: signal)
            return true
        }
        return isKnown ? (id, signals) : nil
    }

    private func forget(_ id: UInt64) {
        readers.withLock { $0.removeValue(forKey: id) }?.signal.finish()
    }

    private func wake(_ isMeant: (Reader) -> Bool) {
        let woken = readers.withLock { readers in readers.values.filter(isMeant) }
        for reader in woken { reader.signal.yield() }
    }

    private static func first(of signals: AsyncStream<Void>, until end: ContinuousClock.Instant) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in signals { break }
            }
            group.addTask {
                // A cancelled sleep ends the wait early, which is all that it is for.
                try? await Task.sleep(until: end, clock: .continuous)
            }
            await group.next()
            group.cancelAll()
        }
    }
}
