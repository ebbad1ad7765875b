// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Ends holds whose time is over in books that nobody posts to: in the others the next batch does.
enum HoldExpiry {
    static func run(_ context: LedgerContext) async throws {
        for book in try await HoldStore.booksWithExpiredHolds(in: context.database) {
            guard let record = try await BookStore.book(book, in: context.database) else { continue }
            _ = try await Journal(book: record, context: context).submit(JournalUnit([]))
        }
    }
}
