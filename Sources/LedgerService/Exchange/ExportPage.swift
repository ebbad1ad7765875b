// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What a cursor belongs to besides its list.
struct ExportFilter: Codable, Equatable, Sendable {
    let book: BookID
    let format: JournalFormat
    let from: CalendarDate?
    let to: CalendarDate?
}

/// Where an export stands between two pages.
struct ExportPosition: Codable, Sendable {
    /// The last entry that was written.
    var number: Int64
    /// The last entry that the document may have.
    let through: Int64
    /// How many accounts the book had at first, and the digest of their names.
    let accounts: Int
    let chart: String
}

/// One page of an export.
struct ExportPage {
    /// Bytes after which a page leaves the rest to the next; an entry is never parted.
    private static let size = 1 << 20
    /// Entries that are read in one round trip.
    private static let entryLimit: Int64 = 250

    let book: BookRecord
    let filter: ExportFilter
    let chart: HledgerChart
    let tx: Transaction
    private(set) var text = ""
    private(set) var entries = 0

    init(book: BookRecord, filter: ExportFilter, chart: HledgerChart, tx: Transaction) {
        self.book = book
        self.filter = filter
        self.chart = chart
        self.tx = tx
    }

    /// Writes what stands before the first entry.
    mutating func start() async throws -> ExportPosition {
        let head = try await ProofStore.head(of: book.number, in: tx)
        switch filter.format {
        case .hledger:
            let writer = HledgerWriter(chart: chart, functionalCurrency: book.book.functionalCurrency)
            text = writer.preamble(
                of: book.book,
                currencies: try await ExportStore.currencies(
                    of: book.number, besides: book.book.functionalCurrency, in: tx))
        case .csv: text = String(decoding: JournalCSV.header(), as: UTF8.self)
        }
        return ExportPosition(
            number: 0, through: head.entryNumber, accounts: chart.accounts.count,
            chart: chart.digest(of: chart.accounts.count))
    }

    /// Answers where the next page begins, nil at the end.
    mutating func run(from start: ExportPosition) async throws -> ExportPosition? {
        var position = start
        let writer = HledgerWriter(chart: chart, functionalCurrency: book.book.functionalCurrency)
        let accounts = Dictionary(uniqueKeysWithValues: chart.accounts.map { ($0.code, $0) })
        while true {
            let numbers = try await ExportStore.numbers(
                after: position.number, through: start.through, filter, of: book.number, limit: ExportPage.entryLimit,
                in: tx)
            for entry in try await EntryStore.entries(numbers, of: book, in: tx) {
                if text.utf8.count >= ExportPage.size { return position }
                switch filter.format {
                case .hledger: text += writer.text(of: entry)
                case .csv:
                    text += String(
                        decoding: try JournalCSV.rows(
                            of: entry, accounts: accounts, functionalCurrency: book.book.functionalCurrency),
                        as: UTF8.self)
                }
                entries += 1
                position.number = entry.number.rawValue
            }
            if numbers.count < ExportPage.entryLimit { return nil }
        }
    }
}

enum ExportStore {
    static func accounts(of book: Int32, in tx: Transaction) async throws -> [Account] {
        var accounts: [Account] = []
        while true {
            let page = try await AccountStore.accounts(
                of: book, kind: nil, after: accounts.last?.code, limit: PageLimit.range.upperBound, in: tx)
            accounts += page.map(\.account)
            if page.count < Int(PageLimit.range.upperBound) { return accounts }
        }
    }

    /// The functional currency first, then those that have balances.
    static func currencies(
        of book: Int32, besides functional: CurrencyCode, in tx: Transaction
    ) async throws -> [CurrencyCode] {
        let others = try await tx.rows(
            """
            select distinct currency from ledger.balance
            where book_id = \(book) and currency <> \(functional) order by currency
            """, as: CurrencyCode.self)
        return [functional] + others
    }

    static func numbers(
        after number: Int64, through last: Int64, _ filter: ExportFilter, of book: Int32, limit: Int64,
        in tx: Transaction
    ) async throws -> [Int64] {
        var sql: SQL = """
            select number from ledger.entry
            where book_id = \(book) and number > \(number) and number <= \(last)
            """
        if let from = filter.from { sql += " and posted_on >= \(from)" }
        if let to = filter.to { sql += " and posted_on <= \(to)" }
        return try await tx.rows(sql + " order by number limit \(limit)", as: Int64.self)
    }
}
