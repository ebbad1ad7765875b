// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListAssignments: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<AssignmentFilter, AssignmentListStore.Place>(self, filter: filter)
        guard let filter = asked.filter, filter.client != nil || filter.user != nil else {
            throw InvalidParams(path: "$.filter", rule: "must have a client or a user")
        }
        let found = try await context.database.rows(
            AssignmentListStore.statement(
                filter, of: context.sight(of: caller), after: asked.after, limit: asked.rowLimit), as: Assignment.self)
        return try asked.page(of: found, endingAt: AssignmentListStore.Place.init)
    }
}
