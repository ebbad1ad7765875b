// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListReportingLines: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ReportingLineFilter, ReportingStore.Place>(self, filter: filter)
        let found = try await context.database.rows(
            ReportingStore.statement(
                asked.filter ?? ReportingLineFilter(), of: caller.organisation, after: asked.after,
                limit: asked.rowLimit), as: ReportingLineItem.self)
        return try asked.page(of: found, endingAt: { ReportingStore.Place(user: $0.user, from: $0.line.from) })
    }
}
