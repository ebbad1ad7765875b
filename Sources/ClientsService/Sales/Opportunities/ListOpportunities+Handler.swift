// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListOpportunities: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<OpportunityFilter, OpportunityID>(self, filter: filter)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let filter = asked.filter ?? OpportunityFilter()
        let tests = try await CustomFieldTests.asked(
            filter.fields, of: .opportunity, in: caller.organisation, from: context.database)
        let found = try await OpportunityListStore.page(
            filter, tests, of: sight, after: asked.after, limit: Int(asked.rowLimit), in: context.database)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.opportunity.id)
        return Page(items: rows.map(\.opportunity), next: next)
    }
}
