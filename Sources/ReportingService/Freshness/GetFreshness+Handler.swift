// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension GetFreshness: Handler {
    private typealias Position = PagePosition<NoFilter, FreshnessPlace>

    package func handle(as caller: Caller, in context: ReportingContext) async throws -> Response {
        let start = FreshnessPlace(source: .clients, scope: BookID(UUIDValue(high: 0, low: 0)))
        let place = try cursor.map { try Position($0, list: Self.name, filter: nil).after } ?? start
        let limit = (limit ?? .standard).rawValue
        let feeds = try await FreshnessStore.feeds(
            of: caller.organisation, after: place, limit: limit + 1, in: context.database)
        let now = context.clock.now()
        let page = feeds.prefix(Int(limit))
        let items = page.map { $0.freshness(at: now) }
        guard feeds.count > page.count, let last = page.last else { return Response(items: items, next: nil) }
        let end = FreshnessPlace(source: last.source, scope: BookID(last.scope))
        return Response(items: items, next: try Position(list: Self.name, filter: nil, after: end).cursor())
    }
}
