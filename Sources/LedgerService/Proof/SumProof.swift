// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Derives balances, turnover and versions of a range of accounts from their lines, in the database: it sums, and
/// answers only what differs.
struct SumProof {
    /// Lines that are summed by one statement, unless one account has more.
    private static let lineLimit: Int64 = 1_000_000
    /// Accounts that are looked at to find the range.
    private static let accountLimit: Int64 = 10_000

    /// Accounts after one number, up to another; without end when the lines of all that are left are few enough.
    struct Range: Sendable {
        let after: Int32
        let through: Int32?
        /// Accounts with a balance in the range.
        let accounts: Int

        var condition: SQL {
            guard let through else { return "account_id > \(after)" }
            return "account_id > \(after) and account_id <= \(through)"
        }
    }

    let book: Int32
    let range: Range
    let tx: Transaction

    static func nextRange(after account: Int32, of book: Int32, in tx: Transaction) async throws -> Range {
        let rows = try await tx.rows(
            """
            select account_id, max(version) from ledger.balance
            where book_id = \(book) and account_id > \(account)
            group by account_id order by account_id limit \(accountLimit)
            """, as: (Int32, Int64).self)
        var sum: Int64 = 0
        for (index, row) in rows.enumerated() {
            sum = sum.addingReportingOverflow(row.1).partialValue
            if index > 0, sum > lineLimit {
                return Range(after: account, through: rows[index - 1].0, accounts: index)
            }
        }
        let isWhole = rows.count < accountLimit
        return Range(after: account, through: isWhole ? nil : rows.last?.0, accounts: rows.count)
    }

    func check(_ tally: inout DifferenceTally) async throws {
        let read = try await tx.pipeline(
            .rows(sums, as: SumDifference.self), .rows(chains, as: LineDifference.self))
        for difference in read.0 { difference.add(to: &tally) }
        for difference in read.1 { difference.add(to: &tally) }
    }

    /// Sums of lines beside what is stored, for balances (`b`) and for turnover by its span.
    private var sums: SQL {
        """
        with day as materialized (
            select line.account_id, line.currency, entry.kind = 'c' as is_closing, entry.posted_on,
                coalesce(sum(minor_units) filter (where minor_units > 0), 0) as debits,
                coalesce(-sum(minor_units) filter (where minor_units < 0), 0) as credits,
                coalesce(sum(functional_minor_units) filter (where functional_minor_units > 0), 0)
                    as functional_debits,
                coalesce(-sum(functional_minor_units) filter (where functional_minor_units < 0), 0)
                    as functional_credits,
                max(balance_version) as version
            from ledger.line left join ledger.entry on entry.book_id = line.book_id and entry.number = line.number
            where line.book_id = \(book) and line.\(range.condition)
            group by 1, 2, 3, 4
        ), span as (
            select account_id, currency, case when is_closing then 'D' else 'd' end as span, posted_on as starts_on,
                debits, credits, functional_debits, functional_credits
            from day where posted_on is not null
            union all
            select account_id, currency, case when is_closing then 'M' else 'm' end,
                date_trunc('month', posted_on)::date, debits, credits, functional_debits, functional_credits
            from day where posted_on is not null
            union all
            select account_id, currency, 'b', date '0001-01-01', debits, credits, functional_debits,
                functional_credits
            from day
        ), derived as (
            select account_id, currency, span, starts_on, sum(debits) as debits, sum(credits) as credits,
                sum(functional_debits) as functional_debits, sum(functional_credits) as functional_credits
            from span group by 1, 2, 3, 4
        ), stored as (
            select account_id, currency, span::text as span, starts_on, debits, credits, functional_debits,
                functional_credits, null::bigint as version
            from ledger.turnover where book_id = \(book) and \(range.condition)
            union all
            select account_id, currency, 'b', date '0001-01-01', debits, credits, functional_debits,
                functional_credits, version
            from ledger.balance where book_id = \(book) and \(range.condition)
        ), version as (
            select account_id, currency, 'b' as span, max(version) as version from day group by 1, 2
        ), compared as (
            select account_id, currency, span, starts_on,
                array[coalesce(derived.debits, 0), coalesce(derived.credits, 0),
                    coalesce(derived.functional_debits, 0), coalesce(derived.functional_credits, 0),
                    case when span = 'b' then coalesce(version.version, 0) else 0 end]::numeric[] as expected,
                array[coalesce(stored.debits, 0), coalesce(stored.credits, 0),
                    coalesce(stored.functional_debits, 0), coalesce(stored.functional_credits, 0),
                    coalesce(stored.version, 0)]::numeric[] as found
            from derived full join stored using (account_id, currency, span, starts_on)
            left join version using (account_id, currency, span)
        ), different as (
            select *, count(*) over (partition by span = 'b') as total,
                row_number() over (partition by span = 'b' order by account_id, currency, span, starts_on) as place
            from compared where expected <> found
        )
        select different.account_id, account.code, different.currency, span, starts_on, expected::text[],
            found::text[], total, place
        from different left join ledger.account
            on account.book_id = \(book) and account.account_id = different.account_id
        where place <= \(Int64(DifferenceTally.namedLimit)) order by span = 'b' desc, place
        """
    }

    /// Each line beside the one before it on its account: versions and numbers ascend, and balances follow.
    private var chains: SQL {
        """
        with step as (
            select account_id, currency, balance_version, number, line_number, minor_units, balance_after,
                coalesce(lag(balance_version) over account, 0) as version_before,
                coalesce(lag(number) over account, 0) as number_before,
                coalesce(lag(balance_after) over (partition by account_id, currency order by balance_version), 0)
                    as balance_before
            from ledger.line where book_id = \(book) and \(range.condition)
            window account as (partition by account_id order by balance_version)
        ), wrong as (
            select step.*, is_balance
            from step cross join lateral (values
                (true, balance_before::numeric + minor_units <> balance_after),
                (false, balance_version <> version_before + 1 or number < number_before))
                as rule (is_balance, is_broken)
            where (balance_before::numeric + minor_units <> balance_after or balance_version <> version_before + 1
                or number < number_before) and is_broken
        ), different as (
            select *, count(*) over (partition by is_balance) as total,
                row_number() over (partition by is_balance order by account_id, balance_version) as place
            from wrong
        )
        select account.code, different.currency, number, line_number, is_balance, balance_version, version_before,
            balance_after, (balance_before::numeric + minor_units)::text, total, place
        from different left join ledger.account
            on account.book_id = \(book) and account.account_id = different.account_id
        where place <= \(Int64(DifferenceTally.namedLimit)) order by is_balance desc, place
        """
    }
}

/// A sum that differs, as the statement answers it.
private struct SumDifference: RowDecodable {
    let accountNumber: Int32
    let account: AccountCode?
    let currency: String
    let span: String
    let startsOn: CalendarDate
    let expected: [String]
    let found: [String]
    let total: Int64
    let place: Int64

    init(row: inout Row) throws {
        accountNumber = try row.next()
        account = try row.next()
        currency = try row.next()
        span = try row.next()
        startsOn = try row.next()
        expected = try row.next()
        found = try row.next()
        total = try row.next()
        place = try row.next()
    }

    private static let fields = ["debits", "credits", "functional debits", "functional credits", "version"]
    private static let spans = [
        "b": "", "d": " of the day", "m": " of the month", "D": " of the day, closing", "M": " of the month, closing",
    ]

    /// One difference for the row, which names the first column that differs.
    func add(to tally: inout DifferenceTally) {
        let kind: DifferenceKind = span == "b" ? .balance : .turnover
        let column = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }
        let field = (column.map { Self.fields[$0.offset] } ?? "") + (Self.spans[span] ?? " of span \(span)")
        tally.add(
            BookDifference(
                kind, account: account, currency: currency, day: span == "b" ? nil : startsOn,
                field: account == nil ? field + " of account number \(accountNumber)" : field,
                expected: column?.element.0, found: column?.element.1))
        if place == 1, total > Int64(DifferenceTally.namedLimit) {
            tally.add(unnamed: Int(total) - DifferenceTally.namedLimit, of: kind)
        }
    }
}

/// A line that does not follow the one before it, as the statement answers it.
private struct LineDifference: RowDecodable {
    let account: AccountCode?
    let currency: String
    let number: Int64
    let lineNumber: Int16
    let isBalance: Bool
    let version: Int64
    let versionBefore: Int64
    let balanceAfter: Int64
    let expectedBalance: String
    let total: Int64
    let place: Int64

    init(row: inout Row) throws {
        account = try row.next()
        currency = try row.next()
        number = try row.next()
        lineNumber = try row.next()
        isBalance = try row.next()
        version = try row.next()
        versionBefore = try row.next()
        balanceAfter = try row.next()
        expectedBalance = try row.next()
        total = try row.next()
        place = try row.next()
    }

    func add(to tally: inout DifferenceTally) {
        let kind: DifferenceKind = isBalance ? .balanceAfter : .lineVersion
        tally.add(
            BookDifference(
                kind, entry: number, line: Int(lineNumber), account: account, currency: currency,
                field: isBalance ? "balance after" : "version",
                expected: isBalance ? expectedBalance : String(versionBefore &+ 1),
                found: isBalance ? String(balanceAfter) : String(version)))
        if place == 1, total > Int64(DifferenceTally.namedLimit) {
            tally.add(unnamed: Int(total) - DifferenceTally.namedLimit, of: kind)
        }
    }
}
