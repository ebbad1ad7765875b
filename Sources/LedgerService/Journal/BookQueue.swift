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

    private struct Slot {
        let id: UInt64
        let unit: JournalUnit
        let caller: CheckedContinuation<[PostingAnswer], any Error>
    }

    private struct State {
        var lastID: UInt64 = 0
        var waiting: [Slot] = []
        var waitingRequests = 0
        /// Those that are in the batch on its way, by id; who gave up is none of them.
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
        while let units = takeBatch() {
            let known = state.withLock { $0.known }
            do {
                let deadline = ContinuousClock.now + BookQueue.batchTimeout
                let (answers, newlyKnown) = try await CallContext.with(deadline: deadline) {
                    try await Journal.run(units.map(\.unit), of: book, knowing: known, in: database)
                }
                for (caller, answers) in zip(finish(units.map(\.id), knowing: newlyKnown), answers) {
                    caller?.resume(returning: answers)
                }
                feeds.announce(String(book.number))
            } catch {
                for caller in finish(units.map(\.id), knowing: nil) { caller?.resume(throwing: error) }
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

    /// The next batch in the order of arrival; nil, and this run is over, when nobody waits.
    private func takeBatch() -> [(id: UInt64, unit: JournalUnit)]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isRunning = false
                return nil
            }
            var count = 0
            var size = 0
            for slot in state.waiting {
                size += max(1, slot.unit.requests.count)
                if count > 0, size > BookQueue.batchLimit { break }
                count += 1
            }
            let batch = state.waiting.prefix(count)
            state.waiting.removeFirst(count)
            state.running = Dictionary(uniqueKeysWithValues: batch.map { ($0.id, $0) })
            state.waitingRequests -= batch.reduce(0) { $0 + $1.unit.requests.count }
            return batch.map { ($0.id, $0.unit) }
        }
    }

    /// Those of the batch who still wait, in its order. After a failure nothing is known: the batch may have committed.
    private func finish(
        _ ids: [UInt64], knowing known: KnownBook?
    ) -> [CheckedContinuation<[PostingAnswer], any Error>?] {
        state.withLock { state in
            state.known = known
            defer { state.running = [:] }
            return ids.map { state.running[$0]?.caller }
        }
    }
}
