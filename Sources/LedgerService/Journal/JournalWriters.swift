// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import ServiceKit
import Synchronization

/// The queues of the books that this replica has posted to, and what runs their batches.
final class JournalWriters: Sendable {
    private let database: PostgresPool
    private let feeds: FeedWaiter
    private let queues = Mutex(Queues())
    private let wakes: AsyncStream<BookQueue>
    private let wake: AsyncStream<BookQueue>.Continuation

    private struct Queues {
        var byBook: [Int32: BookQueue] = [:]
        var areClosed = false
    }

    init(database: PostgresPool, feeds: FeedWaiter) {
        self.database = database
        self.feeds = feeds
        (wakes, wake) = AsyncStream.makeStream(of: BookQueue.self)
    }

    func queue(of book: BookRecord) -> BookQueue {
        queues.withLock { queues in
            if let queue = queues.byBook[book.number] { return queue }
            let wake = self.wake
            let queue = BookQueue(book: book, database: database, feeds: feeds) { wake.yield($0) }
            if queues.areClosed { queue.close() }
            queues.byBook[book.number] = queue
            return queue
        }
    }

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
