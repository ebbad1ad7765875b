// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListRenewals: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<RenewalFilter, RenewalListStore.Place>(self, filter: filter)
        let filter = asked.filter ?? RenewalFilter()
        try await TacitRenewals.record(of: caller.organisation, in: context)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let found = try await context.database.rows(
            RenewalListStore.statement(
                filter, of: sight, today: context.clock.now().day, after: asked.after,
                limit: asked.rowLimit), as: RenewalListStore.Found.self)
        return try asked.page(of: found, endingAt: { $0.place(filter.by ?? .end) }, showing: { $0.renewal })
    }
}
