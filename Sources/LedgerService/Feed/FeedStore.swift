// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A fact for the feed that is not an entry, kept as it was.
enum LedgerFact: Sendable {
    case book(Book)
    case account(Account)
    case fiscalYear(FiscalYear)
    case fiscalYearRemoved(FiscalYear)
    case period(FiscalPeriod)
    case dimension(DeclaredDimension)
    case dimensionValue(DimensionValue)
    case rate(Rate)
    case budget(Budget)
    case budgetLines(BudgetLineChange)

    static let holdMark = UInt8(ascii: "h")
    static let valueMark = UInt8(ascii: "v")

    fileprivate var mark: UInt8 {
        switch self {
        case .book: UInt8(ascii: "b")
        case .account: UInt8(ascii: "a")
        case .fiscalYear: UInt8(ascii: "y")
        case .fiscalYearRemoved: UInt8(ascii: "z")
        case .period: UInt8(ascii: "p")
        case .dimension: UInt8(ascii: "d")
        case .dimensionValue: LedgerFact.valueMark
        case .rate: UInt8(ascii: "x")
        case .budget: UInt8(ascii: "g")
        case .budgetLines: UInt8(ascii: "l")
        }
    }

    fileprivate var record: [UInt8] {
        get throws {
            switch self {
            case .book(let book): try StoredRecord.encode(book)
            case .account(let account): try StoredRecord.encode(account)
            case .fiscalYear(let year), .fiscalYearRemoved(let year): try StoredRecord.encode(year)
            case .period(let period): try StoredRecord.encode(period)
            case .dimension(let dimension): try StoredRecord.encode(dimension)
            case .dimensionValue(let value): try StoredRecord.encode(value)
            case .rate(let rate): try StoredRecord.encode(rate)
            case .budget(let budget): try StoredRecord.encode(budget)
            case .budgetLines(let change): try StoredRecord.encode(change)
            }
        }
    }
}

enum FeedStore {
    /// Where readers that wait are woken; the payload is the book's number.
    static let channel: StaticString = "ledger_feed"

    /// Appends facts under the head lock, after the head that the lock's holder read, as one link of the chain.
    /// Answers the head as it is then.
    @discardableResult
    static func append(
        _ facts: [LedgerFact], to book: Int32, after head: Head, in tx: Transaction
    ) async throws -> Head {
        guard !facts.isEmpty else { return head }
        let now = try await tx.row(HeadStore.clockStatement, as: Instant.self)
        var after = head
        after.recordedAt = max(now, head.recordedAt)
        var rows: [ChainFact] = []
        for fact in facts {
            after.feedPosition += 1
            rows.append(
                ChainFact(
                    position: after.feedPosition, entryNumber: head.entryNumber, kind: fact.mark,
                    record: try fact.record))
        }
        after.chainHash = Chain.hash(
            previous: head.chainHash, recordedAt: after.recordedAt, entries: [], lines: [], facts: rows)
        _ = try await tx.batch(
            statements(appending: rows, linkedBy: after, of: book)
                + [HeadStore.moveStatement(to: after, of: book), notification(of: book)])
        return after
    }

    /// The facts' rows, and the link that ends where `head` stands.
    static func statements(appending facts: [ChainFact], linkedBy head: Head, of book: Int32) -> [SQL] {
        var statements: [SQL] = []
        if !facts.isEmpty {
            statements.append(
                """
                insert into ledger.feed (book_id, position, entry_number, kind, record)
                select \(book), position, entry_number, kind::"char", record
                from unnest(\(facts.map(\.position)), \(facts.map(\.entryNumber)),
                    \(facts.map { String(UnicodeScalar($0.kind)) }), \(facts.map(\.record)))
                    as fact (position, entry_number, kind, record)
                """)
        }
        return statements + [
            """
            insert into ledger.chain (book_id, feed_position, entry_number, recorded_at, hash)
            values (\(book), \(head.feedPosition), \(head.entryNumber), \(head.recordedAt), \(head.chainHash))
            """
        ]
    }

    /// Wakes those who wait for the feed, when the transaction commits. Batches of postings announce after the commit
    /// instead, since commits with a notification wait for each other over all books.
    static func notification(of book: Int32) -> SQL {
        "select pg_notify('ledger_feed', \(String(book)))"
    }

    struct StoredFact: RowDecodable {
        let position: Int64
        let entryNumber: Int64
        let kind: String
        let record: [UInt8]

        init(row: inout Row) throws {
            position = try row.next()
            entryNumber = try row.next()
            kind = try row.next()
            record = try row.next()
        }
    }

    /// What follows a position, as far as facts and entries are told by rows.
    struct Stretch: Sendable {
        /// The facts after the position, in order.
        let facts: [StoredFact]
        /// The last fact at or before the position: where it stands, and the entry before it.
        let base: (position: Int64, entryNumber: Int64)
        let head: FeedPosition
    }

    static func facts(
        of book: Int32, after position: FeedPosition, limit: Int64, in database: some PostgresExecutor
    ) async throws -> Stretch {
        let facts: SQL = """
            select position, entry_number, kind::text, record from ledger.feed
            where book_id = \(book) and position > \(position) and position <= \(position) + \(limit)
            order by position
            """
        let base: SQL = """
            select position, entry_number from ledger.feed
            where book_id = \(book) and position <= \(position) order by position desc limit 1
            """
        let head: SQL = "select feed_position from ledger.head where book_id = \(book)"
        // The head is read first: a fact that is committed later is beyond it.
        let read = try await database.pipeline(
            .row(head, as: FeedPosition.self), .rows(facts, as: StoredFact.self),
            .optionalRow(base, as: (Int64, Int64).self))
        return Stretch(facts: read.1, base: read.2.map { ($0.0, $0.1) } ?? (0, 0), head: read.0)
    }

    /// By entry; the accounts of its lines in their order.
    static func lineAccounts(
        of entries: [Int64], in book: Int32, _ database: some PostgresExecutor
    ) async throws -> [Int64: [AccountID]] {
        guard !entries.isEmpty else { return [:] }
        let rows = try await database.rows(
            """
            select line.number, account.public_id from ledger.line join ledger.account
                on account.book_id = line.book_id and account.account_id = line.account_id
            where line.book_id = \(book) and line.number = any(\(entries)) order by line.number, line.line_number
            """, as: (Int64, AccountID).self)
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
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

/// What stands at one position of a feed.
enum FeedPlace: Sendable {
    case entry(number: Int64, position: Int64)
    case fact(FeedStore.StoredFact)
}

extension FeedStore.Stretch {
    /// The places after `position`, at most `limit` of them, up to the head: between two facts stand entries.
    func places(after position: FeedPosition, limit: Int64) -> [FeedPlace] {
        let end = min(head.rawValue, position.rawValue + limit)
        var places: [FeedPlace] = []
        var (basePosition, baseEntry) = base
        var rest = facts[...]
        guard position.rawValue < end else { return [] }
        for place in (position.rawValue + 1)...end {
            if let fact = rest.first, fact.position == place {
                places.append(.fact(fact))
                (basePosition, baseEntry) = (fact.position, fact.entryNumber)
                rest.removeFirst()
            } else {
                places.append(.entry(number: baseEntry + place - basePosition, position: place))
            }
        }
        return places
    }
}
