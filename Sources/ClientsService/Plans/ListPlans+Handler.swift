// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListPlans: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<PlanFilter, PlanID>(self, filter: filter)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let found = try await context.database.rows(
            PlanStore.statement(
                asked.filter ?? PlanFilter(), of: sight, after: asked.after, limit: asked.rowLimit),
            as: StoredFact<Plan>.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map(\.record), next: next)
    }
}
