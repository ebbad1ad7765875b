// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import ServiceKit
import Synchronization

/// The queues of the books that this replica has posted to lately, and what runs their batches.
///
/// With a queue goes what is remembered of its book. When there are too many, or they remember too much, those that are
/// idle are let go. A caller that holds one still may use it: two queues of a book take turns as two replicas do.
final class JournalWriters: Sendable {
    /// What there may be before one more comes.
    struct Limits: Sendable {
        var books = 1_000
        /// Of all books together: those of their charts, and those whose balances are remembered.
        var accounts = 500_000
    }

    private let database: PostgresPool
    private let feeds: FeedWaiter
    private let queues = Mutex(Queues())
    private let wakes: AsyncStream<BookQueue>
    private let wake: AsyncStream<BookQueue>.Continuation
    private let limits: Limits

    private struct Queues {
        var byBook: [Int32: BookQueue] = [:]
        var areClosed = false
    }

    init(database: PostgresPool, feeds: FeedWaiter, limits: Limits = Limits()) {
        self.limits = limits
        self.database = database
        self.feeds = feeds
        (wakes, wake) = AsyncStream.makeStream(of: BookQueue.self)
    }

    func queue(of book: BookRecord) -> BookQueue {
        queues.withLock { queues in
            if let queue = queues.byBook[book.number] { return queue }
            if isFull(queues.byBook) { queues.byBook = queues.byBook.filter { !$0.value.isIdle } }
            let wake = self.wake
            let queue = BookQueue(book: book, database: database, feeds: feeds) { wake.yield($0) }
            if queues.areClosed { queue.close() }
            queues.byBook[book.number] = queue
            return queue
        }
    }

    private func isFull(_ queues: [Int32: BookQueue]) -> Bool {
        queues.count >= limits.books || queues.values.reduce(0) { $0 + $1.rememberedAccounts } >= limits.accounts
    }

    /// The numbers of the books whose queues are kept.
    var books: Set<Int32> { queues.withLock { Set($0.byBook.keys) } }

    /// Runs batches, those of different books side by side, until it is cancelled. Then who waits is refused.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await queue in wakes {
                group.addTask { await queue.run() }
            }
        }
        let closing = queues.withLock { queues in
            queues.areClosed = true
            return Array(queues.byBook.values)
        }
        for queue in closing { queue.close() }
    }
}
