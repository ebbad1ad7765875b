// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization

/// The requests that wait for one book in this replica. While one batch is on its way the next gathers; nothing waits
/// for a clock.
///
/// A replica runs one batch of a book at a time. Replicas take turns on the book's head row.
final class BookQueue: Sendable {
    /// Entries in one transaction: beyond it a batch costs as much an entry, and holds others up.
    static let batchLimit = 1000
    /// Requests that wait at a time; more are told to come again.
    static let waitingLimit = 20_000
    /// For a batch from its lock to its commit.
    private static let batchTimeout = Duration.seconds(20)

    let book: BookRecord
    private let database: PostgresPool
    private let feeds: FeedWaiter
    private let wake: @Sendable (BookQueue) -> Void
    private let state = Mutex(State())

    fileprivate struct Slot {
        let id: UInt64
        let unit: JournalUnit
        let caller: CheckedContinuation<[PostingAnswer], any Error>
    }

    fileprivate struct State {
        var lastID: UInt64 = 0
        var waiting: [Slot] = []
        var waitingRequests = 0
        /// The batch that is on its way, in the order of arrival.
        var batch: [Slot] = []
        /// Those of it who wait for its end, by id; who gave up is none of them.
        var running: [UInt64: Slot] = [:]
        var isRunning = false
        var isClosed = false
        var known: KnownBook?
    }

    init(
        book: BookRecord, database: PostgresPool, feeds: FeedWaiter, wake: @escaping @Sendable (BookQueue) -> Void
    ) {
        self.book = book
        self.database = database
        self.feeds = feeds
        self.wake = wake
    }

    /// Waits for the batch that decides the unit. A caller that gives up before its batch has begun leaves nothing
    /// behind; one that gives up later is told so, and what it asked for happens.
    func submit(_ unit: JournalUnit) async throws -> [PostingAnswer] {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                enqueue(Slot(id: id, unit: unit, caller: caller))
            }
        } onCancel: {
            giveUp(id)
        }
    }

    private func enqueue(_ slot: Slot) {
        enum Next { case wait, run, refuse }
        let next: Next = state.withLock { state in
            if state.isClosed || state.waitingRequests + slot.unit.requests.count > BookQueue.waitingLimit {
                return .refuse
            }
            // Cancelled before it was known here.
            if Task.isCancelled { return .refuse }
            state.waiting.append(slot)
            state.waitingRequests += slot.unit.requests.count
            if state.isRunning { return .wait }
            state.isRunning = true
            return .run
        }
        switch next {
        case .wait: break
        case .run: wake(self)
        case .refuse:
            slot.caller.resume(
                throwing: Task.isCancelled
                    ? CancellationError()
                    : RPCFailure(.busy, detail: "the book's queue is full", outcome: Outcome.none))
        }
    }

    private func giveUp(_ id: UInt64) {
        let slot: Slot? = state.withLock { state in
            if let index = state.waiting.firstIndex(where: { $0.id == id }) {
                let slot = state.waiting.remove(at: index)
                state.waitingRequests -= slot.unit.requests.count
                return slot
            }
            return state.running.removeValue(forKey: id)
        }
        slot?.caller.resume(throwing: CancellationError())
    }

    /// Runs batches until nobody waits.
    func run() async {
        while hasWaiting() {
            var known = state.withLock { state in
                defer { state.known = nil }
                return state.known
            }
            do {
                let deadline = ContinuousClock.now + BookQueue.batchTimeout
                let answers = try await CallContext.with(deadline: deadline) {
                    try await Journal.run(of: book, knowing: &known, in: database, takeBatch)
                }
                for (caller, answers) in zip(finish(knowing: known), answers) { caller?.resume(returning: answers) }
                feeds.announce(String(book.number))
            } catch {
                // Nothing is known then: the batch may have committed.
                for caller in finish(knowing: known) { caller?.resume(throwing: error) }
            }
        }
    }

    /// Refuses those who wait, and all who come.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for slot in waiting { slot.caller.resume(throwing: RPCFailure(.busy, outcome: Outcome.none)) }
    }

    /// False, and this run is over, when nobody waits.
    private func hasWaiting() -> Bool {
        state.withLock { state in
            state.isRunning = !state.waiting.isEmpty
            return state.isRunning
        }
    }

    /// The batch that is on its way, begun by the first call: those who wait then, in the order of arrival. Empty when
    /// they have given up meanwhile.
    private func takeBatch() -> [JournalUnit] {
        state.withLock { state in
            if state.batch.isEmpty { state.begin() }
            return state.batch.map(\.unit)
        }
    }

    /// Those of the batch who still wait, nil for one who has given up, in its order.
    private func finish(knowing known: KnownBook?) -> [CheckedContinuation<[PostingAnswer], any Error>?] {
        state.withLock { state in
            state.known = known
            defer {
                state.batch = []
                state.running = [:]
            }
            return state.batch.map { state.running[$0.id]?.caller }
        }
    }
}

extension BookQueue.State {
    fileprivate mutating func begin() {
        var count = 0
        var size = 0
        for slot in waiting {
            size += max(1, slot.unit.requests.count)
            if count > 0, size > BookQueue.batchLimit { break }
            count += 1
        }
        batch = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        running = Dictionary(uniqueKeysWithValues: batch.map { ($0.id, $0) })
        waitingRequests -= batch.reduce(0) { $0 + $1.unit.requests.count }
    }
}
