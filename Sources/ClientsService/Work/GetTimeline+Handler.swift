// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetTimeline: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<TimelineFilter, TimelineStore.Place>(self, filter: filter)
        guard let filter = asked.filter else {
            throw InvalidParams(path: "$.filter", rule: "must be given")
        }
        let sight = context.sight(of: caller)
        guard try await ClientStore.exists(filter.client, of: sight, in: context.database) else {
            throw ClientNotFound()
        }
        let found = try await TimelineStore.events(
            filter, kinds: TimelineRules.kinds(filter.kinds?.elements, for: caller), of: sight,
            after: asked.after, limit: asked.rowLimit, in: context.database)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.place)
        return Page(items: rows.map(\.event), next: next)
    }
}
