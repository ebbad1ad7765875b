// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What a batch knows of its book's budgets, read with the other settings.
enum BudgetSettingsStore {
    static func lines(of book: Int32) -> SQL {
        """
        select budget.code, line.account_id, account.code, account.kind, line.first_month, line.last_month,
            line.dimension, line.value, line.minor_units, coalesce(line.check_level, budget.check_level)::text
        from ledger.budget
        join ledger.budget_line as line on line.book_id = budget.book_id and line.budget_id = budget.budget_id
        join ledger.account on account.book_id = line.book_id and account.account_id = line.account_id
        where budget.book_id = \(book) and budget.state = 'a'
            and coalesce(line.check_level,
                case when account.kind in ('asset', 'expense') then budget.check_level else 'n' end) <> 'n'
        order by budget.code, account.code, line.first_month, line.last_month, line.dimension, line.value
        """
    }

    static func tracked(of book: Int32) -> SQL {
        "select distinct dimension, value from ledger.budget_line where book_id = \(book) and dimension <> ''"
    }

    /// Only of a book that has an active budget.
    static func parents(of book: Int32) -> SQL {
        """
        select account_id, parent_id from ledger.account
        where book_id = \(book) and parent_id is not null
            and exists (select from ledger.budget where book_id = \(book) and state = 'a')
        """
    }
}

extension BudgetSettings {
    init(
        lines: [CheckedBudgetLine], tracked: [(String, String)], accounts: some Sequence<Int32>,
        parents: [(Int32, Int32)]
    ) throws {
        self.init(
            lines: lines,
            tracked: Set(try tracked.map { SymbolKey(kind: try SymbolKind(mark: $0.0), code: $0.1) }),
            accounts: accounts, parents: Dictionary(uniqueKeysWithValues: parents.map { ($0.0, $0.1) }))
    }
}

extension CheckedBudgetLine: RowDecodable {
    init(row: inout Row) throws {
        budget = try row.next()
        account = try row.next()
        accountCode = try row.next()
        normalSide = try row.next(AccountKind.self).normalSide
        firstMonth = try row.next()
        lastMonth = try row.next()
        let dimension = try row.next(String.self)
        let code = try row.next(String.self)
        value = dimension.isEmpty ? nil : SymbolKey(kind: try SymbolKind(mark: dimension), code: code)
        minorUnits = try row.next()
        isRefusing = try BudgetCheck(mark: row.next()) == .refuse
    }
}
