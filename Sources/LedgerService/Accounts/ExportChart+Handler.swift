// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ExportChart: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let chart = try await AccountStore.chart(of: book.number, in: context.database)
        return Response(csv: try CSVText(validating: ChartCSV.text(of: chart.map(\.account))))
    }
}
