// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A fiscal year with the small number that its periods name.
struct FiscalYearRecord: Sendable, Equatable {
    let number: Int32
    let year: FiscalYear
}

extension FiscalYearRecord: RowDecodable {
    /// In the order of `FiscalYearStore.columns`.
    init(row: inout Row) throws {
        number = try row.next()
        let code = try row.next(FiscalYearCode.self)
        let name = try row.next(Text<1, 200>?.self)
        let startsOn = try row.next(CalendarDate.self)
        let endsOn = try row.next(CalendarDate.self)
        let pattern = try row.next(FiscalPattern.self)
        let periodCount = try row.next(Count.self)
        let closedAt = try row.next(Instant?.self)
        let closedBy = try row.next(Text<1, 100>?.self)
        let account = try row.next(AccountCode?.self)
        let profit = try row.next(Int64?.self)
        let currency = try row.next(CurrencyCode.self)
        let firstEntry = try row.next(EntryNumber?.self)
        let lastEntry = try row.next(EntryNumber?.self)
        var close: YearClose?
        if let closedAt, let closedBy, let account, let profit {
            close = YearClose(
                closedAt: closedAt, closedBy: closedBy, retainedEarnings: account,
                profit: Money(minorUnits: profit, currency: currency), firstEntry: firstEntry, lastEntry: lastEntry)
        }
        year = FiscalYear(
            code: code, name: name, startsOn: startsOn, endsOn: endsOn, pattern: pattern, periodCount: periodCount,
            close: close)
    }
}

enum FiscalYearStore {
    private static var columns: SQL {
        """
        year.year_id, year.code, year.name, year.starts_on, year.ends_on, year.pattern,
        (select count(*) from ledger.fiscal_period as period
            where period.book_id = year.book_id and period.year_id = year.year_id),
        year.closed_at, year.closed_by, account.code, year.profit_minor_units, book.functional_currency,
        year.first_entry, year.last_entry
        """
    }

    private static var source: SQL {
        """
        ledger.fiscal_year as year join ledger.book on book.book_id = year.book_id
        left join ledger.account on account.book_id = year.book_id and account.account_id = year.retained_account_id
        """
    }

    /// In the order of time.
    static func years(
        of book: Int32, after date: CalendarDate? = nil, limit: Int64? = nil, in database: some PostgresExecutor
    ) async throws -> [FiscalYearRecord] {
        try await database.rows(
            """
            select \(columns) from \(source)
            where year.book_id = \(book) and year.starts_on > \(date ?? .beforeAll)
            order by year.starts_on limit \(limit)
            """)
    }

    static func year(
        _ code: FiscalYearCode, of book: Int32, in database: some PostgresExecutor
    ) async throws -> FiscalYearRecord? {
        try await database.optionalRow(
            "select \(columns) from \(source) where year.book_id = \(book) and year.code = \(code)")
    }

    /// Adds the year and its periods, under the head lock. Numbers that were given before and are free are given again.
    static func insert(
        _ year: FiscalYear, _ spans: [PeriodSpan], into book: Int32, in tx: Transaction
    ) async throws {
        let codes = spans.indices.map { PeriodCode(year: year.code, number: $0 + 1) }
        let add: SQL = """
            insert into ledger.fiscal_year (book_id, year_id, code, name, starts_on, ends_on, pattern)
            select \(book), coalesce(max(year_id), 0) + 1, \(year.code), \(year.name), \(year.startsOn),
                \(year.endsOn), \(year.pattern)
            from ledger.fiscal_year where book_id = \(book)
            """
        let divide: SQL = """
            insert into ledger.fiscal_period (book_id, period_id, year_id, code, starts_on, ends_on)
            select \(book), last.period_id + fresh.ordinality, year.year_id, fresh.code, fresh.starts_on, fresh.ends_on
            from unnest(\(codes), \(spans.map(\.startsOn)), \(spans.map(\.endsOn)))
                    with ordinality as fresh (code, starts_on, ends_on, ordinality)
                cross join (select coalesce(max(period_id), 0) as period_id from ledger.fiscal_period
                    where book_id = \(book)) as last
                cross join (select year_id from ledger.fiscal_year
                    where book_id = \(book) and code = \(year.code)) as year
            """
        _ = try await tx.batch([add, divide])
    }

    static func remove(_ record: FiscalYearRecord, from book: Int32, in tx: Transaction) async throws {
        _ = try await tx.batch([
            "delete from ledger.fiscal_period where book_id = \(book) and year_id = \(record.number)",
            "delete from ledger.fiscal_year where book_id = \(book) and year_id = \(record.number)",
        ])
    }

    /// Sets the close that stands, or takes it away; postings and readers of the feed are told.
    static func set(
        _ close: YearClose?, of record: FiscalYearRecord, in book: BookRecord, _ tx: Transaction
    ) async throws -> FiscalYear {
        try await tx.execute(
            """
            update ledger.fiscal_year
            set closed_at = \(close?.closedAt), closed_by = \(close?.closedBy),
                profit_minor_units = \(close?.profit.minorUnits), first_entry = \(close?.firstEntry),
                last_entry = \(close?.lastEntry),
                retained_account_id = (select account_id from ledger.account
                    where account.book_id = \(book.number) and account.code = \(close?.retainedEarnings))
            where book_id = \(book.number) and year_id = \(record.number)
            """)
        guard let changed = try await year(record.year.code, of: book.number, in: tx) else {
            throw FiscalYearNotFound(year: record.year.code)
        }
        try await SettingsStore.touch(book.number, in: tx)
        let head = try await HeadStore.lock(book.number, in: tx)
        try await FeedStore.append([.fiscalYear(changed.year)], to: book.number, after: head, in: tx)
        return changed.year
    }
}

extension CalendarDate {
    /// The day before every other.
    static let beforeAll = CalendarDate(daysSince1970: CalendarDate.earliest.daysSince1970 - 1)
}
