// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Budgets and their lines. All writes come after the head lock.
enum BudgetStore {
    private static var columns: SQL {
        """
        budget_id, code, name, first_month, last_month, state::text, check_level::text, line_count, created_at, version
        """
    }

    static func budget(
        _ code: BudgetCode, of book: Int32, in database: some PostgresExecutor
    ) async throws -> BudgetRecord? {
        try await database.optionalRow(
            "select \(columns) from ledger.budget where book_id = \(book) and code = \(code)")
    }

    /// Throws `BudgetNotFound`.
    static func required(
        _ code: BudgetCode, of book: Int32, in database: some PostgresExecutor
    ) async throws
        -> BudgetRecord
    {
        guard let record = try await budget(code, of: book, in: database) else { throw BudgetNotFound(budget: code) }
        return record
    }

    /// In the order of codes.
    static func budgets(
        of book: Int32, state: BudgetState?, after code: BudgetCode?, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [BudgetRecord] {
        var sql: SQL = """
            select \(columns) from ledger.budget where book_id = \(book) and code > \(code?.text ?? "")
            """
        if let state { sql += " and state = \(state.mark)::\"char\"" }
        return try await database.rows(sql + " order by code limit \(limit)")
    }

    /// Adds the budget under a number of its own.
    static func insert(
        _ budget: Budget, by creator: String, into book: Int32, in tx: Transaction
    ) async throws -> BudgetRecord {
        try await tx.row(
            """
            insert into ledger.budget (book_id, budget_id, code, name, first_month, last_month, state, check_level,
                version, created_at, created_by)
            select \(book), coalesce(max(budget_id), 0) + 1, \(budget.code), \(budget.name), \(budget.from.firstDay),
                \(budget.to.firstDay), \(budget.state.mark)::"char", \(budget.check.mark)::"char", \(budget.version),
                \(budget.createdAt), \(creator)
            from ledger.budget where book_id = \(book)
            returning \(columns)
            """)
    }

    static func update(_ record: BudgetRecord, of book: Int32, in tx: Transaction) async throws {
        let budget = record.budget
        try await tx.execute(
            """
            update ledger.budget
            set state = \(budget.state.mark)::"char", check_level = \(budget.check.mark)::"char",
                line_count = \(budget.lines), version = \(budget.version)
            where book_id = \(book) and budget_id = \(record.number)
            """)
    }

    /// The lines of `other` that lie within the budget's months; answers how many.
    static func copyLines(
        of other: BudgetRecord, to record: BudgetRecord, in book: Int32, _ tx: Transaction
    ) async throws -> Int64 {
        let count = try await tx.execute(
            """
            insert into ledger.budget_line (book_id, budget_id, account_id, first_month, last_month, dimension, value,
                minor_units, check_level)
            select book_id, \(record.number), account_id, first_month, last_month, dimension, value, minor_units,
                check_level
            from ledger.budget_line
            where book_id = \(book) and budget_id = \(other.number)
                and first_month >= \(record.budget.from.firstDay) and last_month <= \(record.budget.to.firstDay)
            """)
        return Int64(count)
    }

    /// Adds lines, or sets those that are there.
    static func set(
        _ lines: [BudgetLine], accounts: [AccountCode: NamedAccount], of budget: Int32, in book: Int32,
        _ tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            insert into ledger.budget_line (book_id, budget_id, account_id, first_month, last_month, dimension, value,
                minor_units, check_level)
            select \(book), \(budget), account_id, first_month, last_month, dimension, value, minor_units,
                check_level::"char"
            from unnest(\(lines.map { accounts[$0.account]?.number }), \(lines.map(\.from.firstDay)),
                \(lines.map(\.lastMonth.firstDay)), \(lines.map { $0.value?.kind.rawValue ?? "" }),
                \(lines.map { $0.value?.code ?? "" }), \(lines.map(\.amount.minorUnits)),
                \(lines.map { $0.check?.mark }))
                as line (account_id, first_month, last_month, dimension, value, minor_units, check_level)
            on conflict on constraint budget_line_pkey do update
            set minor_units = excluded.minor_units, check_level = excluded.check_level
            """)
    }

    static func remove(
        _ lines: [BudgetLine], accounts: [AccountCode: NamedAccount], of budget: Int32, in book: Int32,
        _ tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            delete from ledger.budget_line as line
            using unnest(\(lines.map { accounts[$0.account]?.number }), \(lines.map(\.from.firstDay)),
                \(lines.map(\.lastMonth.firstDay)), \(lines.map { $0.value?.kind.rawValue ?? "" }),
                \(lines.map { $0.value?.code ?? "" }))
                as gone (account_id, first_month, last_month, dimension, value)
            where line.book_id = \(book) and line.budget_id = \(budget) and line.account_id = gone.account_id
                and line.first_month = gone.first_month and line.last_month = gone.last_month
                and line.dimension = gone.dimension and line.value = gone.value
            """)
    }

    static func lineCount(of budget: Int32, in book: Int32, _ tx: Transaction) async throws -> Int64 {
        try await tx.row(
            "select count(*) from ledger.budget_line where book_id = \(book) and budget_id = \(budget)",
            as: Int64.self)
    }

    /// Of the values that lines are for, those that no budget names yet.
    static func unnamed(
        _ values: Set<SymbolKey>, in book: Int32, _ tx: Transaction
    ) async throws -> [SymbolKey] {
        if values.isEmpty { return [] }
        let values = Array(values)
        let rows = try await tx.rows(
            """
            select fresh.dimension, fresh.value
            from unnest(\(values.map(\.kind.rawValue)), \(values.map(\.code))) as fresh (dimension, value)
            where not exists (
                select from ledger.budget_line as line
                where line.book_id = \(book) and line.dimension <> '' and line.dimension = fresh.dimension
                    and line.value = fresh.value)
            """, as: (String, String).self)
        return try rows.map { SymbolKey(kind: try SymbolKind(mark: $0), code: $1) }
    }
}
