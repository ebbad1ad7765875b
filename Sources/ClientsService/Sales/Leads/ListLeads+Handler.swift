// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListLeads: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<LeadFilter, LeadID>(self, filter: filter)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let found = try await LeadStore.page(
            asked.filter ?? LeadFilter(), of: sight, after: asked.after, limit: Int(asked.rowLimit),
            in: context.database)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.lead.id)
        return Page(items: rows.map(\.shown), next: next)
    }
}
