// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A sum that a check or a report wants: of accounts together, in some months, as a whole or with a dimension's value.
struct BudgetSum: Sendable {
    /// What tells it from the others that are asked for with it.
    let place: Int
    let accounts: [Int32]
    /// The first days of the months.
    let firstMonth: CalendarDate
    let lastMonth: CalendarDate
    let value: SymbolKey?
}

/// What was turned over, for comparison with budgets: debits less credits in the functional currency, without closings.
enum BudgetTurnoverStore {
    /// Statements that answer places with their sums; a place without turnover has no row.
    static func statements(_ sums: [BudgetSum], of book: Int32) -> [SQL] {
        let plain = sums.filter { $0.value == nil }
        let others = sums.filter { $0.value != nil }
        return (plain.isEmpty ? [] : [whole(plain, of: book)]) + (others.isEmpty ? [] : [withValues(others, of: book)])
    }

    /// By the currencies that accounts have balances in, so that each account's months are one range of the index.
    private static func whole(_ sums: [BudgetSum], of book: Int32) -> SQL {
        let pairs = sums.flatMap { sum in sum.accounts.map { (sum, $0) } }
        return """
            select wanted.place, sum(turnover.functional_debits - turnover.functional_credits)
            from unnest(\(pairs.map(\.0.place)), \(pairs.map(\.1)), \(pairs.map(\.0.firstMonth)),
                \(pairs.map(\.0.lastMonth))) as wanted (place, account_id, first_month, last_month)
            join ledger.balance on balance.book_id = \(book) and balance.account_id = wanted.account_id
            join ledger.turnover
                on turnover.book_id = \(book) and turnover.account_id = wanted.account_id
                and turnover.currency = balance.currency and turnover.span = 'm'
                and turnover.starts_on between wanted.first_month and wanted.last_month
            group by wanted.place
            """
    }

    private static func withValues(_ sums: [BudgetSum], of book: Int32) -> SQL {
        let pairs = sums.flatMap { sum in sum.accounts.map { (sum, $0) } }
        return """
            select wanted.place, sum(turnover.minor_units)
            from unnest(\(pairs.map(\.0.place)), \(pairs.map(\.1)), \(pairs.map(\.0.firstMonth)),
                \(pairs.map(\.0.lastMonth)), \(pairs.map { $0.0.value?.kind.rawValue }),
                \(pairs.map { $0.0.value?.code })) as wanted (place, account_id, first_month, last_month, dimension,
                    value)
            join ledger.budget_turnover as turnover
                on turnover.book_id = \(book) and turnover.dimension = wanted.dimension
                and turnover.value = wanted.value and turnover.account_id = wanted.account_id
                and turnover.starts_on between wanted.first_month and wanted.last_month
            group by wanted.place
            """
    }

    /// As above, of the account and the months of checked lines.
    static func statements(_ places: [Int], of budgets: BudgetSettings, in book: Int32) -> [SQL] {
        let sums = places.map { place in
            let line = budgets.lines[place]
            return BudgetSum(
                place: place, accounts: budgets.accounts(of: place), firstMonth: line.firstMonth,
                lastMonth: line.lastMonth,
                value: line.value)
        }
        return statements(sums, of: book)
    }

    /// What a batch adds.
    static func add(_ turnover: [BudgetTurnoverKey: Int64], of book: Int32) -> SQL {
        let keys = Array(turnover.keys)
        return """
            insert into ledger.budget_turnover (book_id, dimension, value, account_id, starts_on, minor_units)
            select \(book), fresh.* from unnest(\(keys.map(\.value.kind.rawValue)), \(keys.map(\.value.code)),
                \(keys.map(\.account)), \(keys.map(\.month)), \(keys.map { turnover[$0, default: 0] })) as fresh
            on conflict (book_id, dimension, value, account_id, starts_on) do update
            set minor_units = budget_turnover.minor_units + excluded.minor_units
            """
    }

    /// Sums the lines about values that budgets name from now on; under the head lock, so that none is missed.
    static func fill(_ values: [SymbolKey], of book: Int32, in tx: Transaction) async throws {
        var statements: [SQL] = []
        for (kind, keys) in Dictionary(grouping: values, by: \.kind) {
            let codes = keys.map(\.code)
            statements.append(
                """
                delete from ledger.budget_turnover
                where book_id = \(book) and dimension = \(kind.rawValue) and value = any(\(codes))
                """)
            statements.append(
                """
                insert into ledger.budget_turnover (book_id, dimension, value, account_id, starts_on, minor_units)
                select symbol.book_id, symbol.dimension, symbol.code, line.account_id,
                    date_trunc('month', entry.posted_on)::date, sum(line.functional_minor_units)
                from ledger.symbol join ledger.line
                    on line.book_id = symbol.book_id and \(column(of: kind)) = symbol.symbol_id
                join ledger.entry on entry.book_id = line.book_id and entry.number = line.number
                where symbol.book_id = \(book) and symbol.dimension = \(kind.rawValue) and symbol.code = any(\(codes))
                    and entry.kind <> 'c'
                group by 1, 2, 3, 4, 5
                """)
        }
        _ = try await tx.batch(statements)
    }

    private static func column(of kind: SymbolKind) -> SQL {
        switch kind {
        case .client: "line.client_id"
        case .costCentre: "line.cost_centre_id"
        case .project: "line.project_id"
        case .product: "line.product_id"
        // No budget is for an actor: nothing is found.
        case .actor: "null"
        }
    }
}
