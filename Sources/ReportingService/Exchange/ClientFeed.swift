// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
package import Postgres
package import ServiceKit

extension ClientFeedItem: FeedRecord {}

/// Clients become rows of names and countries.
package struct ClientFeed: FeedSource {
    package static let name = ServiceName.clients.rawValue
    private static let listLimit = PageLimit(unchecked: 1000)

    private let clients: Remote<ClientsAPI>

    package init(_ clients: Remote<ClientsAPI>) {
        self.clients = clients
    }

    package func scopes() async throws -> [(scope: FeedScope, head: FeedPosition)] {
        var feeds: [(scope: FeedScope, head: FeedPosition)] = []
        var cursor: PageCursor?
        repeat {
            let page = try await clients.call(ListClientFeeds(limit: Self.listLimit, cursor: cursor))
            feeds += page.items.map {
                (FeedScope(organisation: $0.organisation, id: $0.organisation.uuid), $0.head)
            }
            cursor = page.next
        } while cursor != nil
        return feeds
    }

    package func read(
        _ scope: FeedScope, after position: FeedPosition, limit: PageLimit
    ) async throws -> (records: [ClientFeedItem], head: FeedPosition) {
        let page = try await clients.call(
            ReadClientFeed(organisation: scope.organisation, after: position, limit: limit))
        return (page.items, page.head)
    }

    /// Of several versions of a client the last one counts. Records of other kinds are passed over.
    package func apply(
        _ records: [ClientFeedItem], to projection: FeedProjection, in tx: Transaction
    ) async throws {
        let latest = Dictionary(records.compactMap(\.client).map { ($0.id, $0) }) { _, later in later }
        try await ClientStore.keep(Array(latest.values), projection, in: tx)
    }

    package func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        try await ClientStore.forget(projection, limit: limit, in: tx)
    }
}
