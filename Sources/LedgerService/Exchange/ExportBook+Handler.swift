// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ExportBook: Handler {
    private typealias Position = PagePosition<ExportFilter, ExportPosition>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let filter = ExportFilter(book: book, format: format, from: from, to: to)
        let resumed = try cursor.map { try Position($0, list: Self.name, filter: filter).after }
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let chart = HledgerChart(try await ExportStore.accounts(of: record.number, in: tx))
            var page = ExportPage(book: record, filter: filter, chart: chart, tx: tx)
            let start = if let resumed { resumed } else { try await page.start() }
            guard chart.digest(of: start.accounts) == start.chart else { throw ChartChanged() }
            let next = try await page.run(from: start)
            return Response(
                text: try LongText(validating: page.text), entries: Count(page.entries),
                through: start.through > 0 ? EntryNumber(unchecked: start.through) : nil,
                next: try next.map { try Position(list: Self.name, filter: filter, after: $0).cursor() })
        }
    }
}
