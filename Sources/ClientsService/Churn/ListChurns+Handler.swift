// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListChurns: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ChurnFilter, ChurnID>(self, filter: filter)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let found = try await context.database.rows(
            ChurnStore.statement(
                asked.filter ?? ChurnFilter(), of: sight, after: asked.after,
                limit: Int(asked.rowLimit)), as: StoredFact<Churn>.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map(\.record), next: next)
    }
}
