// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Lines whose amounts are summed, with the days of the sum.
struct LineQuestion: Sendable {
    let book: Int32
    /// Nil for all.
    let accounts: [Int32]?
    let filter: DimensionFilter?
    let from: CalendarDate?
    /// Inclusive.
    let to: CalendarDate?
    /// Nil for all lines and their functional amounts.
    let currency: CurrencyCode?
    var includesClosings = true
    /// Only entries up to this number.
    var lastEntry: Int64?

    /// Signed, in minor units.
    var amount: SQL { currency == nil ? "line.functional_minor_units" : "line.minor_units" }

    /// What was before the first day, then debits and credits of the days.
    var sums: SQL {
        let before: SQL = from.map { "entry.posted_on < \($0)" } ?? "false"
        let during: SQL = from.map { "entry.posted_on >= \($0)" } ?? "true"
        return """
            coalesce(sum(\(amount)) filter (where \(before)), 0),
            coalesce(sum(\(amount)) filter (where \(amount) > 0 and \(during)), 0),
            -coalesce(sum(\(amount)) filter (where \(amount) < 0 and \(during)), 0)
            """
    }

    /// Entries are only read for their days and kinds.
    var source: SQL {
        var sql: SQL = "ledger.line"
        if from != nil || to != nil || !includesClosings {
            sql += " join ledger.entry on entry.book_id = line.book_id and entry.number = line.number"
        }
        sql += " where line.book_id = \(book)"
        sql += LineClauses.accounts(accounts)
        sql += LineClauses.currency(currency)
        sql += LineClauses.dimensions(filter, of: book)
        if let to { sql += " and entry.posted_on <= \(to)" }
        if !includesClosings {
            let before: SQL = from.map { "entry.posted_on < \($0)" } ?? "false"
            sql += " and (\(before) or entry.kind <> 'c')"
        }
        if let lastEntry { sql += " and line.number <= \(lastEntry)" }
        return sql
    }
}

/// Opening and turnover of lines.
struct StoredFigures: RowDecodable {
    let opening: Int128
    let turnover: WideSides

    init(row: inout Row) throws {
        opening = try row.next()
        turnover = WideSides(debits: try row.next(), credits: try row.next())
    }

    func figures(in currency: CurrencyCode) throws(AmountOverflow) -> BalanceFigures {
        try BalanceFigures(opening: opening, turnover: turnover, currency: currency)
    }
}

/// One value's figures, and those of all rows.
struct StoredDimensionRow: RowDecodable {
    let value: Text<1, 64>?
    let name: Text<1, 200>?
    let account: AccountCode?
    let figures: StoredFigures
    let total: StoredFigures

    init(row: inout Row) throws {
        value = try row.next()
        name = try row.next()
        account = try row.next()
        figures = try StoredFigures(row: &row)
        total = try StoredFigures(row: &row)
    }
}

/// The last row of a page; empty texts stand for what has no value.
struct DimensionPlace: Codable, Sendable, Equatable {
    let value: String
    let account: String
}

enum DimensionBalanceStore {
    static func rows(
        _ question: LineQuestion, by dimension: Dimension, byAccount: Bool, after place: DimensionPlace?, limit: Int64
    ) -> SQL {
        let account: SQL = byAccount ? "line.account_id" : "null::integer"
        let after: SQL =
            place.map {
                "where (coalesce(symbol.code, ''), coalesce(account.code, '')) > (\($0.value), \($0.account))"
            } ?? ""
        return """
            with cell (symbol_id, account_id, opening, debits, credits) as materialized (
                select \(dimension.column), \(account), \(question.sums) from \(question.source) group by 1, 2
            ), total (opening, debits, credits) as (
                select sum(opening), sum(debits), sum(credits) from cell
            )
            select symbol.code, symbol.name, account.code, cell.opening, cell.debits, cell.credits,
                total.opening, total.debits, total.credits
            from cell cross join total
            left join ledger.symbol on symbol.book_id = \(question.book) and symbol.symbol_id = cell.symbol_id
            left join ledger.account
                on account.book_id = \(question.book) and account.account_id = cell.account_id
            \(after)
            order by coalesce(symbol.code, ''), coalesce(account.code, '') limit \(limit)
            """
    }

    static func figures(_ question: LineQuestion) -> SQL {
        "select \(question.sums) from \(question.source)"
    }
}
