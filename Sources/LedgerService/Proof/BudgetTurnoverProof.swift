// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Derives what was turned over with the values that budgets name, for a range of accounts, and answers what differs.
/// Rows of values that no budget names any more are not looked at: they stand still, and are summed anew before use.
struct BudgetTurnoverProof {
    let book: Int32
    let range: SumProof.Range
    let tx: Transaction

    /// Whether a budget of the book names a value at all.
    static func isNeeded(in book: Int32, _ tx: Transaction) async throws -> Bool {
        try await tx.row(
            "select exists (select from ledger.budget_line where book_id = \(book) and dimension <> '')",
            as: Bool.self)
    }

    func check(_ tally: inout DifferenceTally) async throws {
        let rows = try await tx.rows(statement, as: BudgetTurnoverDifference.self)
        for row in rows { row.add(to: &tally) }
        tally.add(unnamed: Int(rows.first?.total ?? 0) - rows.count, of: .budgetTurnover)
    }

    private var statement: SQL {
        """
        with named as materialized (
            select distinct dimension, value from ledger.budget_line
            where book_id = \(book) and dimension <> ''
        ), tracked as materialized (
            select symbol.symbol_id, symbol.dimension, symbol.code as value
            from named join ledger.symbol on symbol.book_id = \(book) and symbol.dimension = named.dimension
                and symbol.code = named.value
        ), derived as (
            select tracked.dimension, tracked.value, line.account_id,
                date_trunc('month', entry.posted_on)::date as starts_on, sum(line.functional_minor_units) as units
            from ledger.line
            cross join lateral (values (line.client_id), (line.cost_centre_id), (line.project_id), (line.product_id))
                as named (symbol_id)
            join tracked on tracked.symbol_id = named.symbol_id
            join ledger.entry on entry.book_id = line.book_id and entry.number = line.number
            where line.book_id = \(book) and line.\(range.condition) and entry.kind <> 'c'
                and coalesce(line.client_id, line.cost_centre_id, line.project_id, line.product_id) is not null
            group by 1, 2, 3, 4
        ), stored as (
            select dimension, value, account_id, starts_on, minor_units as units
            from ledger.budget_turnover join named using (dimension, value)
            where book_id = \(book) and \(range.condition)
        ), different as (
            select account_id, dimension, value, starts_on, coalesce(derived.units, 0) as expected,
                coalesce(stored.units, 0) as found
            from derived full join stored using (dimension, value, account_id, starts_on)
            where coalesce(derived.units, 0) <> coalesce(stored.units, 0)
        )
        select account.code, different.account_id, different.dimension, different.value, different.starts_on,
            expected::text, found::text, count(*) over ()
        from different left join ledger.account
            on account.book_id = \(book) and account.account_id = different.account_id
        order by different.account_id, different.dimension, different.value, different.starts_on
        limit \(Int64(DifferenceTally.namedLimit))
        """
    }
}

private struct BudgetTurnoverDifference: RowDecodable {
    let account: AccountCode?
    let accountNumber: Int32
    let dimension: String
    let value: String
    let startsOn: CalendarDate
    let expected: String
    let found: String
    let total: Int64

    init(row: inout Row) throws {
        account = try row.next()
        accountNumber = try row.next()
        dimension = try row.next()
        value = try row.next()
        startsOn = try row.next()
        expected = try row.next()
        found = try row.next()
        total = try row.next()
    }

    func add(to tally: inout DifferenceTally) {
        tally.add(
            BookDifference(
                .budgetTurnover, account: account, day: startsOn,
                field: "\(dimension) \(value)" + (account == nil ? " of account number \(accountNumber)" : ""),
                expected: expected, found: found))
    }
}
