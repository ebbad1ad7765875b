// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListClientFeeds: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let place = try cursor.map {
            try PagePosition<NoFilter, OrganisationID>($0, list: ListClientFeeds.name, filter: nil)
        }
        let limit = Int((limit ?? .standard).rawValue)
        // One more than asked for tells whether there is a next page.
        let found = try await FeedStore.heads(after: place?.after, limit: limit + 1, in: context.database)
        let items = Array(found.prefix(limit))
        guard found.count > limit, let last = items.last else { return Response(items: items, next: nil) }
        let next = PagePosition(list: ListClientFeeds.name, filter: NoFilter(), after: last.organisation)
        return Response(items: items, next: try next.cursor())
    }
}
