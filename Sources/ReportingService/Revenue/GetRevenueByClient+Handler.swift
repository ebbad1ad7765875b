// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension GetRevenueByClient: Handler {
    package func handle(as caller: Caller, in context: ReportingContext) async throws -> Response {
        if from > to { throw InvalidParams(path: "$.from", rule: "must not be after to") }
        let filter = RevenueFilter(book: book, from: from, to: to, by: by ?? .total)
        let asked = try PageRequest<RevenueFilter, RevenuePlace>(self, filter: filter)
        let days = ReportedDays(from: from, to: to)
        return try await context.snapshot { tx in
            let record = try await ReportedBook(book, of: caller.organisation, in: tx)
            let rows = try await RevenueStore.rows(
                of: record, during: days, by: filter.by, after: asked.after, limit: asked.rowLimit, in: tx)
            let total = try await RevenueStore.total(of: record, during: days, in: tx)
            let accounts = try await TurnoverStore.sides(of: record, during: days, withClosings: false, in: tx)
            let (page, next) = try asked.cut(rows) { RevenuePlace(client: $0.client, month: $0.month) }
            let now = context.clock.now()
            return Response(
                items: try page.map { try $0.row(of: record) },
                next: next,
                total: try record.money(total),
                tieOut: try RevenueTieOut(reported: total, accounts: accounts, of: record),
                asOf: [record.ledger, record.clients].compactMap { $0?.freshness(at: now) })
        }
    }
}

/// What a cursor of the report belongs to.
private struct RevenueFilter: Codable, Sendable, Equatable {
    let book: BookID
    let from: CalendarDate
    let to: CalendarDate
    let by: RevenuePeriod
}

extension StoredRevenue {
    fileprivate func row(of book: ReportedBook) throws -> RevenueRow {
        RevenueRow(
            client: client == .none ? nil : client, name: name, country: country, month: month,
            revenue: try book.money(amount))
    }
}

extension RevenueTieOut {
    fileprivate init(reported: Int128, accounts: [ReportedSides], of book: ReportedBook) throws {
        let income = accounts.filter { $0.kind == .income }.reduce(Int128(0)) { $0 + $1.credits - $1.debits }
        self.init(
            reported: try book.money(reported), trialBalance: try book.money(income), holds: reported == income)
    }
}
