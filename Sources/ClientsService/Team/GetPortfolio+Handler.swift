// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetPortfolio: Handler {
    /// What a cursor belongs to.
    private struct Asked: Codable, Equatable, Sendable {
        let user: UserID
        let asOf: CalendarDate
    }

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<Asked, AssignmentListStore.Place>(self, filter: Asked(user: user, asOf: asOf))
        let found = try await context.database.rows(
            AssignmentListStore.portfolio(
                of: user, in: context.sight(of: caller), on: asOf, after: asked.after, limit: asked.rowLimit),
            as: PortfolioItem.self)
        return try asked.page(of: found, endingAt: { AssignmentListStore.Place($0.assignment) })
    }
}
