// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
package import Postgres
package import ServiceKit

/// What the ledger's handlers work with.
package struct LedgerContext: Sendable {
    let database: PostgresPool
    let commands: Commands
    let clock: Clock
    let feeds: FeedWaiter
    let writers: JournalWriters
    private let books = BookCache()

    package init(database: PostgresPool, clock: Clock) throws {
        self.database = database
        self.clock = clock
        feeds = try FeedWaiter(channel: FeedStore.channel, of: database)
        commands = Commands(database: database)
        writers = JournalWriters(database: database, feeds: feeds)
    }

    /// The book, when it is one of the caller's organisation; `BookNotFound` otherwise.
    func book(_ id: BookID, of caller: Caller) async throws -> BookRecord {
        try await book(id, in: caller.organisation)
    }

    func book(_ id: BookID, in organisation: OrganisationID) async throws -> BookRecord {
        if let known = books.book(id) {
            guard known.organisation == organisation else { throw BookNotFound() }
            return known
        }
        guard let found = try await BookStore.book(id, in: database) else { throw BookNotFound() }
        books.keep(found)
        guard found.organisation == organisation else { throw BookNotFound() }
        return found
    }
}
