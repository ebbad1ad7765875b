// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A budget's line as it is stored, with its account.
struct StoredBudgetLine: Sendable, RowDecodable {
    let account: Int32
    let code: AccountCode
    let name: Text<1, 200>
    let kind: AccountKind
    let firstMonth: CalendarDate
    let lastMonth: CalendarDate
    let dimension: String
    let value: String
    let minorUnits: Int64
    let check: BudgetCheck?

    init(row: inout Row) throws {
        account = try row.next()
        code = try row.next()
        name = try row.next()
        kind = try row.next()
        firstMonth = try row.next()
        lastMonth = try row.next()
        dimension = try row.next()
        value = try row.next()
        minorUnits = try row.next()
        check = try row.next(String?.self).map { try BudgetCheck(mark: $0) }
    }

    func symbol() throws -> SymbolKey? {
        dimension.isEmpty ? nil : SymbolKey(kind: try SymbolKind(mark: dimension), code: value)
    }

    func line(in currency: CurrencyCode) throws -> BudgetLine {
        let symbol = try symbol()
        func code(of kind: SymbolKind) throws -> DimensionCode? {
            try symbol.flatMap { $0.kind == kind ? try DimensionCode(validating: $0.code) : nil }
        }
        return BudgetLine(
            account: self.code, from: CalendarMonth(of: firstMonth),
            to: lastMonth == firstMonth ? nil : CalendarMonth(of: lastMonth),
            client: try symbol.flatMap { $0.kind == .client ? try ClientID(validating: $0.code) : nil },
            costCentre: try code(of: .costCentre), project: try code(of: .project), product: try code(of: .product),
            amount: Money(minorUnits: minorUnits, currency: currency), check: check)
    }
}

/// Where a page of a budget's lines ends.
struct BudgetLinePlace: Codable, Sendable {
    let account: AccountCode
    let from: CalendarDate
    let to: CalendarDate
    let dimension: String
    let value: String

    init(_ line: StoredBudgetLine) {
        account = line.code
        from = line.firstMonth
        to = line.lastMonth
        dimension = line.dimension
        value = line.value
    }
}

enum BudgetReportStore {
    /// In the order of account codes and months.
    static func lines(
        of budget: Int32, in book: Int32, _ filter: BudgetLineFilter?, after place: BudgetLinePlace?, limit: Int64,
        _ tx: Transaction
    ) async throws -> [StoredBudgetLine] {
        var sql: SQL = """
            select line.account_id, account.code, account.name, account.kind, line.first_month, line.last_month,
                line.dimension, line.value, line.minor_units, line.check_level::text
            from ledger.budget_line as line join ledger.account
                on account.book_id = line.book_id and account.account_id = line.account_id
            where line.book_id = \(book) and line.budget_id = \(budget)
            """
        if let account = filter?.account { sql += " and account.code = \(account)" }
        if let from = filter?.from { sql += " and line.first_month >= \(from.firstDay)" }
        if let to = filter?.to { sql += " and line.last_month <= \(to.firstDay)" }
        if let dimension = filter?.dimension { sql += " and line.dimension = \(dimension.rawValue)" }
        if let place {
            sql += """
                 and (account.code, line.first_month, line.last_month, line.dimension, line.value)
                    > (\(place.account), \(place.from), \(place.to), \(place.dimension), \(place.value))
                """
        }
        return try await tx.rows(
            sql
                + """
                 order by account.code, line.first_month, line.last_month, line.dimension, line.value
                limit \(limit)
                """)
    }

    /// What was turned over in the months of each line, by its place; debits less credits.
    static func actuals(
        of lines: [StoredBudgetLine], in book: Int32, _ tx: Transaction
    ) async throws -> [Int: Int128] {
        let tree = try await tx.rows(
            "select account_id, parent_id from ledger.account where book_id = \(book)", as: (Int32, Int32?).self)
        let parents = Dictionary(
            uniqueKeysWithValues: tree.compactMap { account, parent in parent.map { (account, $0) } })
        let wanted = Set(lines.map(\.account))
        var below: [Int32: [Int32]] = [:]
        for (account, _) in tree {
            for above in AccountPath.from(account, parents) where wanted.contains(above) {
                below[above, default: []].append(account)
            }
        }
        let sums = try lines.enumerated().map { place, line in
            BudgetSum(
                place: place, accounts: below[line.account, default: []], firstMonth: line.firstMonth,
                lastMonth: line.lastMonth, value: try line.symbol())
        }
        var actuals: [Int: Int128] = [:]
        for result in try await tx.batch(BudgetTurnoverStore.statements(sums, of: book)) {
            for (place, sum) in try result.rows(as: (Int, Int128).self) { actuals[place] = sum }
        }
        return actuals
    }
}
