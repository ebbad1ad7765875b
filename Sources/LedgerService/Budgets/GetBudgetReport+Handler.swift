// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetBudgetReport: Handler {
    /// A cursor belongs to one budget too.
    private struct Scope: Codable, Equatable {
        let budget: BudgetCode
        let filter: BudgetLineFilter?
    }

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<Scope, BudgetLinePlace>(self, filter: Scope(budget: budget, filter: filter))
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let record = try await BudgetStore.required(budget, of: book.number, in: tx)
            let stored = try await BudgetReportStore.lines(
                of: record.number, in: book.number, filter, after: asked.after, limit: asked.rowLimit, tx)
            let (page, next) = try asked.cut(stored) { BudgetLinePlace($0) }
            let actuals = try await BudgetReportStore.actuals(of: page, in: book.number, tx)
            let feed = try await tx.row(BalanceStore.position(of: book.number), as: FeedPosition.self)
            let rows = try page.enumerated().map { place, line in
                try line.row(turnover: actuals[place, default: 0], in: book.book.functionalCurrency)
            }
            return Response(budget: record.budget, rows: rows, feedPosition: feed, next: next)
        }
    }
}

extension StoredBudgetLine {
    fileprivate func row(turnover: Int128, in currency: CurrencyCode) throws -> BudgetReportRow {
        let actual = kind.normalSide == .debit ? turnover : -turnover
        guard let actual = Int64(exactly: actual),
            let variance = Int64(exactly: Int128(minorUnits) - Int128(actual))
        else { throw AmountOverflow() }
        return BudgetReportRow(
            line: try line(in: currency), accountName: name, kind: kind,
            actual: Money(minorUnits: actual, currency: currency),
            variance: Money(minorUnits: variance, currency: currency))
    }
}
