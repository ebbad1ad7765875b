// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import Synchronization

/// A book as it is stored.
struct BookRecord: Sendable, Equatable {
    /// The small number that keys every table.
    let number: Int32
    let organisation: OrganisationID
    let book: Book
}

extension BookRecord: RowDecodable {
    /// In the order of `BookStore.columns`.
    init(row: inout Row) throws {
        number = try row.next()
        organisation = try row.next()
        book = Book(
            id: try row.next(), code: try row.next(), name: try row.next(), functionalCurrency: try row.next(),
            timeZone: try row.next(), createdAt: try row.next())
    }
}

/// Books that were read once. A book never changes, so what is kept here is never stale.
final class BookCache: Sendable {
    /// Beyond it the cache starts anew: a replica that serves more books reads some of them again.
    private static let limit = 10_000

    private let books = Mutex<[BookID: BookRecord]>([:])

    func book(_ id: BookID) -> BookRecord? {
        books.withLock { $0[id] }
    }

    func keep(_ record: BookRecord) {
        books.withLock { books in
            if books.count >= BookCache.limit { books.removeAll() }
            books[record.book.id] = record
        }
    }
}
