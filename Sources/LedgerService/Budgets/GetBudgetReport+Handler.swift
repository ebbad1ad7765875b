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

    private typealias Position = PagePosition<Scope, BudgetLinePlace>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let scope = Scope(budget: budget, filter: filter)
        let position = try cursor.map { try Position($0, list: Self.name, filter: scope) }
        let limit = (limit ?? .standard).rawValue
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let record = try await BudgetStore.required(budget, of: book.number, in: tx)
            let stored = try await BudgetReportStore.lines(
                of: record.number, in: book.number, filter, after: position?.after, limit: limit + 1, tx)
            let page = Array(stored.prefix(Int(limit)))
            let actuals = try await BudgetReportStore.actuals(of: page, in: book.number, tx)
            let feed = try await tx.row(BalanceStore.position(of: book.number), as: FeedPosition.self)
            let rows = try page.enumerated().map { place, line in
                try line.row(turnover: actuals[place, default: 0], in: book.book.functionalCurrency)
            }
            var next: PageCursor?
            if stored.count > page.count, let last = page.last {
                next = try Position(list: Self.name, filter: scope, after: BudgetLinePlace(last)).cursor()
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
