// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Tells readers of the feed what became of budgets, under the head lock.
enum BudgetFacts {
    /// Lines that one fact tells, so that a page of the feed stays an answer that can be sent.
    private static let lineLimit = 100
    /// Lines that are read at once.
    private static let readLimit: Int64 = 2000

    static func changes(
        set: some Collection<BudgetLine>, removed: some Collection<BudgetLine>, of budget: BudgetCode
    ) -> [LedgerFact] {
        chunks(removed).map { .budgetLines(BudgetLineChange(budget: budget, set: [], removed: $0)) }
            + chunks(set).map { .budgetLines(BudgetLineChange(budget: budget, set: $0, removed: [])) }
    }

    /// All lines that a budget has.
    static func lines(of record: BudgetRecord, in book: BookRecord, _ tx: Transaction) async throws -> [LedgerFact] {
        var lines: [BudgetLine] = []
        var place: BudgetLinePlace?
        while true {
            let stored = try await BudgetReportStore.lines(
                of: record.number, in: book.number, nil, after: place, limit: readLimit, tx)
            lines += try stored.map { try $0.line(in: book.book.functionalCurrency) }
            guard stored.count == readLimit, let last = stored.last else { break }
            place = BudgetLinePlace(last)
        }
        return changes(set: lines, removed: [], of: record.budget.code)
    }

    private static func chunks(_ lines: some Collection<BudgetLine>) -> [[BudgetLine]] {
        var rest = Array(lines)[...]
        var chunks: [[BudgetLine]] = []
        while !rest.isEmpty {
            chunks.append(Array(rest.prefix(lineLimit)))
            rest = rest.dropFirst(lineLimit)
        }
        return chunks
    }
}
