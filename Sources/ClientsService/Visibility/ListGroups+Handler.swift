// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListGroups: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<UserGroupFilter, UserGroupID>(self, filter: filter)
        let filter = asked.filter ?? UserGroupFilter()
        guard filter.asOf == nil || filter.user != nil else {
            throw InvalidParams(path: "$.filter.asOf", rule: "must be given with user only")
        }
        let found = try await context.database.rows(
            UserGroupStore.statement(filter, of: caller.organisation, after: asked.after, limit: asked.rowLimit),
            as: StoredFact<UserGroup>.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map(\.record), next: next)
    }
}
