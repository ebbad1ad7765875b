// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Reads entries with their lines.
enum EntryStore {
    /// In the order of `numbers`, which must exist and ascend. Two statements in one round trip.
    static func entries(
        _ numbers: [Int64], of book: BookRecord, in database: some PostgresExecutor
    ) async throws -> [Entry] {
        guard !numbers.isEmpty else { return [] }
        let entries: SQL = """
            select number, posted_on, recorded_at, description, document_reference from ledger.entry
            where book_id = \(book.number) and number = any(\(numbers)) order by number
            """
        let lines: SQL = """
            select line.number, account.code, line.currency, minor_units, functional_minor_units, client_id
            from ledger.line join ledger.account
                on account.book_id = line.book_id and account.account_id = line.account_id
            where line.book_id = \(book.number) and line.number = any(\(numbers))
            order by line.number, line.line_number
            """
        let (heads, rows) = try await database.pipeline(
            .rows(entries, as: StoredEntry.self), .rows(lines, as: StoredLine.self))
        let byNumber = Dictionary(grouping: rows, by: \.number)
        let currency = book.book.functionalCurrency
        return heads.map { head in
            head.entry(
                of: book.number, lines: byNumber[head.number, default: []].map { $0.line(functional: currency) })
        }
    }

    /// The numbers of the next entries that match, ascending.
    static func numbers(
        matching filter: EntryFilter?, account: Int32?, after number: Int64, of book: Int32, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [Int64] {
        var sql: SQL = "select number from ledger.entry where book_id = \(book) and number > \(number)"
        if let from = filter?.postedFrom { sql += " and posted_on >= \(from)" }
        if let to = filter?.postedTo { sql += " and posted_on <= \(to)" }
        if let reference = filter?.documentReference { sql += " and document_reference = \(reference)" }
        if let account {
            sql += """
                 and number in (select line.number from ledger.line
                    where line.book_id = \(book) and line.account_id = \(account) and line.number > \(number))
                """
        }
        if let client = filter?.client {
            sql += """
                 and number in (select line.number from ledger.line
                    where line.book_id = \(book) and line.client_id = \(client) and line.number > \(number))
                """
        }
        return try await database.rows(sql + " order by number limit \(limit)", as: Int64.self)
    }
}

private struct StoredEntry: RowDecodable {
    let number: Int64
    let postedOn: CalendarDate
    let recordedAt: Instant
    let description: Text<0, 500>?
    let documentReference: Text<1, 100>?

    init(row: inout Row) throws {
        number = try row.next()
        postedOn = try row.next()
        recordedAt = try row.next()
        description = try row.next()
        documentReference = try row.next()
    }

    func entry(of book: Int32, lines: [EntryLine]) -> Entry {
        Entry(
            id: EntryIdentity.id(book: book, number: number, recordedAt: recordedAt),
            number: EntryNumber(unchecked: number), postedOn: postedOn, recordedAt: recordedAt,
            description: description, documentReference: documentReference, lines: lines)
    }
}

private struct StoredLine: RowDecodable {
    let number: Int64
    let account: AccountCode
    let currency: CurrencyCode
    let minorUnits: Int64
    let functionalMinorUnits: Int64
    let client: ClientID?

    init(row: inout Row) throws {
        number = try row.next()
        account = try row.next()
        currency = try row.next()
        minorUnits = try row.next()
        functionalMinorUnits = try row.next()
        client = try row.next()
    }

    /// The functional amount is shown where it says more than the amount.
    func line(functional: CurrencyCode) -> EntryLine {
        EntryLine(
            account: account, side: minorUnits > 0 ? .debit : .credit,
            amount: Money(minorUnits: abs(minorUnits), currency: currency),
            functionalAmount: currency == functional
                ? nil : Money(minorUnits: abs(functionalMinorUnits), currency: functional), client: client)
    }
}
