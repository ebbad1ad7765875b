// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A fact for the feed. An entry's row only points at the journal; other records are kept as they were.
enum LedgerFact: Sendable {
    case book(Book)
    case account(Account)
    case entry(number: Int64)
}

enum FeedStore {
    /// Where readers that wait are woken; the payload is the book's number.
    static let channel: StaticString = "ledger_feed"

    /// Appends facts under the head lock, after the position that the lock's holder read.
    static func append(
        _ facts: [LedgerFact], to book: Int32, after position: Int64, in tx: Transaction
    ) async throws {
        _ = try await tx.batch(try statements(facts, to: book, after: position))
    }

    /// The rows, the head's new position, and a wake-up for those who wait.
    ///
    /// The head moves once: `entryNumber` is its new last entry, nil when the facts are of other kinds.
    static func statements(
        _ facts: [LedgerFact], to book: Int32, after position: Int64, entryNumber: Int64? = nil
    ) throws -> [SQL] {
        var kinds: [String] = []
        var numbers: [Int64?] = []
        var records: [[UInt8]?] = []
        for fact in facts {
            switch fact {
            case .book(let book):
                kinds.append("b")
                numbers.append(nil)
                records.append(try StoredRecord.encode(book))
            case .account(let account):
                kinds.append("a")
                numbers.append(nil)
                records.append(try StoredRecord.encode(account))
            case .entry(let number):
                kinds.append("e")
                numbers.append(number)
                records.append(nil)
            }
        }
        return [
            """
            insert into ledger.feed (book_id, position, kind, entry_number, record)
            select \(book), \(position) + ordinality, kind::"char", entry_number, record
            from unnest(\(kinds), \(numbers), \(records)) with ordinality as fact (kind, entry_number, record)
            """,
            """
            update ledger.head set feed_position = \(position + Int64(facts.count)),
                entry_number = coalesce(\(entryNumber), entry_number)
            where book_id = \(book)
            """,
            "select pg_notify('ledger_feed', \(String(book)))",
        ]
    }

    struct StoredFact: RowDecodable {
        let position: FeedPosition
        let kind: String
        let entryNumber: Int64?
        let record: [UInt8]?

        init(row: inout Row) throws {
            position = try row.next()
            kind = try row.next()
            entryNumber = try row.next()
            record = try row.next()
        }
    }

    static func facts(
        of book: Int32, after position: FeedPosition, limit: Int64, in database: some PostgresExecutor
    ) async throws -> (facts: [StoredFact], head: FeedPosition) {
        let facts: SQL = """
            select position, kind::text, entry_number, record from ledger.feed
            where book_id = \(book) and position > \(position) order by position limit \(limit)
            """
        let head: SQL = "select feed_position from ledger.head where book_id = \(book)"
        return try await database.pipeline(
            .rows(facts, as: StoredFact.self), .row(head, as: FeedPosition.self))
    }

    struct BookFeed: RowDecodable {
        let number: Int32
        let head: LedgerFeedHead

        init(row: inout Row) throws {
            number = try row.next()
            head = LedgerFeedHead(organisation: try row.next(), book: try row.next(), head: try row.next())
        }
    }

    /// Every book's feed, in the order of the books' numbers.
    static func heads(after book: Int32, limit: Int64, in database: some PostgresExecutor) async throws -> [BookFeed] {
        try await database.rows(
            """
            select book.book_id, book.organisation_id, book.public_id, head.feed_position
            from ledger.book join ledger.head on head.book_id = book.book_id
            where book.book_id > \(book) order by book.book_id limit \(limit)
            """)
    }
}
