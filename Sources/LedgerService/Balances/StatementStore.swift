// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// The last line of a page.
struct StatementPlace: Codable, Sendable, Equatable {
    let postedOn: CalendarDate
    let number: EntryNumber
    let line: Int64
}

/// The lines of a statement, by accounting date, entry and line.
struct StatementLines: Sendable {
    let book: Int32
    let accounts: [Int32]
    let currency: CurrencyCode?
    let filter: DimensionFilter?
    /// Whether the accounts have so many lines that it is quicker to look through the entries of each day on which
    /// they have any.
    let isDense: Bool

    /// Lines read in some tens of milliseconds.
    static let densityLimit: Int64 = 50_000

    /// How many lines the accounts have.
    static func count(of accounts: [Int32], in book: Int32) -> SQL {
        """
        select coalesce(sum(version), 0)
        from (
            select max(version) as version from ledger.balance
            where book_id = \(book) and account_id = any(\(accounts)) group by account_id
        ) as account
        """
    }

    /// Ordered by day, so that a page ends the search.
    private func source(from first: CalendarDate?, to last: CalendarDate?) -> SQL {
        var conditions: SQL = " and line.account_id = any(\(accounts))"
        conditions += LineClauses.currency(currency)
        conditions += LineClauses.dimensions(filter, of: book)
        guard isDense else {
            return """
                (
                    select line.*, entry.posted_on from ledger.line
                    join ledger.entry on entry.book_id = line.book_id and entry.number = line.number
                    where line.book_id = \(book) \(conditions)
                        and entry.posted_on between \(first ?? .earliest) and \(last ?? .never)
                ) as line
                """
        }
        return """
            (
                select distinct starts_on from ledger.turnover
                where book_id = \(book) and account_id = any(\(accounts)) and span in ('d', 'D')
                    and starts_on between \(first ?? .earliest) and \(last ?? .never)
                order by starts_on
            ) as day
            cross join lateral (
                select line.*, entry.posted_on from ledger.entry
                join ledger.line on line.book_id = entry.book_id and line.number = entry.number
                where entry.book_id = \(book) and entry.posted_on = day.starts_on \(conditions)
                offset 0
            ) as line
            """
    }

    /// In their order; `limit` of them after the place.
    func page(
        from first: CalendarDate?, to last: CalendarDate?, after place: StatementPlace?, limit: Int64
    ) -> SQL {
        let day: SQL = isDense ? "day.starts_on" : "line.posted_on"
        let after: SQL =
            place.map {
                "where (line.posted_on, line.number, line.line_number) > (\($0.postedOn), \($0.number), \($0.line))"
            } ?? ""
        return """
            with line as materialized (
                select line.* from \(source(from: place?.postedOn ?? first, to: last)) \(after)
                order by \(day), line.number, line.line_number limit \(limit)
            )
            select entry.number, entry.posted_on, entry.recorded_at, entry.kind::text, entry.description,
                entry.document_reference, line.line_number, account.code, line.currency, line.minor_units,
                line.functional_minor_units, client.code, cost_centre.code, project.code, product.code, line.memo
            from line
            join ledger.entry on entry.book_id = line.book_id and entry.number = line.number
            join ledger.account on account.book_id = line.book_id and account.account_id = line.account_id
            \(LineSymbolStore.joins)
            order by entry.posted_on, line.number, line.line_number
            """
    }

    /// The sum of the day's lines up to the place; of all days up to it when `onlyItsDay` is false.
    func sum(upTo place: StatementPlace, onlyItsDay: Bool) -> SQL {
        let amount: SQL = currency == nil ? "line.functional_minor_units" : "line.minor_units"
        return """
            select coalesce(sum(\(amount)), 0)
            from \(source(from: onlyItsDay ? place.postedOn : nil, to: place.postedOn))
            where (line.posted_on, line.number, line.line_number)
                <= (\(place.postedOn), \(place.number), \(place.line))
            """
    }
}

/// One line of a statement as it is stored.
struct StoredStatementLine: RowDecodable {
    let number: EntryNumber
    let postedOn: CalendarDate
    let recordedAt: Instant
    let kind: EntryKind
    let description: Text<0, 500>?
    let documentReference: Text<1, 100>?
    let lineNumber: Int64
    let line: StoredEntryLine

    init(row: inout Row) throws {
        number = try row.next()
        postedOn = try row.next()
        recordedAt = try row.next()
        kind = try EntryKind(mark: row.next(String.self))
        description = try row.next()
        documentReference = try row.next()
        lineNumber = try row.next()
        line = try StoredEntryLine(row: &row)
    }

    var place: StatementPlace { StatementPlace(postedOn: postedOn, number: number, line: lineNumber) }

    func statementLine(of book: BookRecord, balance: Money) -> StatementLine {
        StatementLine(
            entry: EntryIdentity.id(book: book.number, number: number.rawValue, recordedAt: recordedAt),
            number: number, postedOn: postedOn, recordedAt: recordedAt, kind: kind, description: description,
            documentReference: documentReference, line: line.line(functional: book.book.functionalCurrency),
            balance: balance)
    }
}
