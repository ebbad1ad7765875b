// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListGrants: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<AccessGrantFilter, AccessGrantID>(self, filter: filter)
        if let holder = asked.filter?.holder { try AccessRules.requireOne(holder, at: "$.filter.holder") }
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let found = try await context.database.rows(
            AccessGrantStore.statement(
                asked.filter ?? AccessGrantFilter(), of: sight, after: asked.after, limit: asked.rowLimit),
            as: AccessGrantRecord.self
        ).map(\.grant)
        return try asked.page(of: found, endingAt: \.id)
    }
}
