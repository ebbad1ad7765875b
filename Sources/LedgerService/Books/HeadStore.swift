// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres

/// Where a book stands: the last of each of its numbers.
struct Head: Sendable, Equatable {
    let entryNumber: Int64
    let feedPosition: Int64
    let accountNumber: Int32
}

extension Head: RowDecodable {
    init(row: inout Row) throws {
        entryNumber = try row.next()
        feedPosition = try row.next()
        accountNumber = try row.next()
    }
}

enum HeadStore {
    /// The statement that every writer of a book runs first: it orders all writes to the book, and held to the commit
    /// makes numbers dense and the feed complete. Of a book's rows nothing is locked before it, so that writers of one
    /// book cannot deadlock.
    static func lockStatement(_ book: Int32) -> SQL {
        """
        select entry_number, feed_position, account_id from ledger.head where book_id = \(book) for no key update
        """
    }

    static func lock(_ book: Int32, in tx: Transaction) async throws -> Head {
        try await tx.row(lockStatement(book))
    }
}
