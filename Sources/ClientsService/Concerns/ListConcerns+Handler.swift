// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListConcerns: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ConcernFilter, ConcernID>(self, filter: filter)
        let now = context.clock.now()
        let sight = try await Sight(of: caller, at: now).measured(in: context.database)
        let found = try await context.database.rows(
            ConcernStore.statement(
                asked.filter ?? ConcernFilter(), of: sight, after: asked.after, limit: asked.rowLimit,
                at: now), as: StoredFact<Concern>.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map { $0.record.status(at: now) }, next: next)
    }
}
