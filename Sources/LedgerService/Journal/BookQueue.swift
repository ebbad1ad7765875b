// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization

/// The requests that wait for one book in this replica. While batches are on their way the next gathers; nothing waits
/// for a clock.
///
/// A replica has at most two batches of a book on their way. The second is decided while the database writes the first,
/// from what the first will leave behind, and fails when the first does. Replicas take turns on the book's head row.
final class BookQueue: Sendable {
    /// Entries in one transaction: beyond it a batch costs as much an entry, and holds others up.
    static let batchLimit = 1000
    /// Requests that wait at a time; more are told to come again.
    static let waitingLimit = 20_000
    /// For a batch from its lock to its commit.
    private static let batchTimeout = Duration.seconds(20)

    let book: BookRecord
    private let database: PostgresPool
    private let line: TransactionLine
    private let feeds: FeedWaiter
    private let wake: @Sendable (BookQueue) -> Void
    private let state = Mutex(BookQueueState())

    /// `wake` has `run` called.
    init(
        book: BookRecord, database: PostgresPool, feeds: FeedWaiter, wake: @escaping @Sendable (BookQueue) -> Void
    ) {
        self.book = book
        self.database = database
        line = TransactionLine(database)
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
                enqueue(BookQueueState.Slot(id: id, unit: unit, caller: caller))
            }
        } onCancel: {
            state.withLock { $0.remove(id) }?.caller.resume(throwing: CancellationError())
        }
    }

    private func enqueue(_ slot: BookQueueState.Slot) {
        enum Next { case wait, run, refuse }
        let next: Next = state.withLock { state in
            // Cancelled before it was known here.
            if Task.isCancelled || !state.add(slot) { return .refuse }
            return state.needsWaking() ? .run : .wait
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

    /// Runs batches one after the other until there is nothing to begin.
    func run() async {
        while let batch = state.withLock({ $0.begin() }) {
            do {
                let deadline = ContinuousClock.now + BookQueue.batchTimeout
                try await CallContext.with(deadline: deadline) { try await decide(batch) }
                feeds.announce(String(book.number))
            } catch {
                // Nothing is known then: the batch may have committed.
                for slot in state.withLock({ $0.fail(batch) }) { slot?.caller.resume(throwing: error) }
            }
        }
    }

    private func decide(_ batch: BookQueueState.Batch) async throws {
        var known = state.withLock { $0.takeKnown() }
        if var remembered = known, remembered.isAlone {
            known = nil
            let units = state.withLock { $0.units(of: batch) }
            if let prepared = try Journal.prepare(units, of: book, knowing: &remembered) {
                if try await write(prepared, of: batch, leaving: remembered) {
                    return answer(batch, prepared.answers)
                }
                state.withLock { $0.decideAgain(batch) }
                known = KnownBook(settings: remembered.settings)
            } else if state.withLock({ $0.putBack(batch, remembered) }) {
                // It needs to read, and does when the batch before it has ended.
                return
            } else {
                known = remembered
            }
        }
        let answers = try await Journal.run(of: book, knowing: &known, in: database) {
            state.withLock { $0.units(of: batch) }
        }
        state.withLock { $0.keep(known, after: batch) }
        answer(batch, answers)
    }

    /// Hands the batch over, and what it leaves behind to the next one. Answers whether it was written; if it was not,
    /// nothing has happened.
    private func write(
        _ prepared: Journal.Prepared, of batch: BookQueueState.Batch, leaving known: KnownBook
    ) async throws -> Bool {
        do {
            try await line.commit(prepared.statements) {
                let isNext = state.withLock { state in
                    state.keep(known, after: batch)
                    return state.needsWaking()
                }
                if isNext { wake(self) }
            }
            return true
        } catch let error as PostgresError where error.sqlState != nil || error.isRetryable {
            return false
        }
    }

    private func answer(_ batch: BookQueueState.Batch, _ answers: [[PostingAnswer]]) {
        for (slot, answers) in zip(state.withLock { $0.finish(batch) }, answers) {
            slot?.caller.resume(returning: answers)
        }
    }

    /// Whether nobody waits and nothing is on its way.
    var isIdle: Bool { state.withLock { $0.isIdle } }

    /// Of the chart, and those whose balances are remembered. None while a batch is deciding by them.
    var rememberedAccounts: Int { state.withLock { $0.rememberedAccounts } }

    /// Refuses those who wait, and all who come.
    func close() {
        for slot in state.withLock({ $0.close() }) {
            slot.caller.resume(throwing: RPCFailure(.busy, outcome: Outcome.none))
        }
    }
}
