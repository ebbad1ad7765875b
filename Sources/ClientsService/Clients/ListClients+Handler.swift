// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListClients: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let place = try cursor.map {
            try PagePosition<ClientFilter, ClientID>($0, list: ListClients.name, filter: self.filter)
        }
        let filter = place?.filter ?? self.filter ?? ClientFilter()
        let limit = Int((limit ?? .standard).rawValue)
        // One more than asked for tells whether there is a next page.
        let found = try await ClientListStore.page(
            filter, of: caller.organisation, after: place?.after, limit: limit + 1, in: context.database)
        let items = Array(found.prefix(min(limit, PageSize.fitting(found))))
        var next: PageCursor?
        if found.count > items.count, let last = items.last {
            next = try PagePosition(list: ListClients.name, filter: filter, after: last.id).cursor()
        }
        guard withCount == true else { return Response(items: items, next: next) }
        let count = try await ClientListStore.count(filter, of: caller.organisation, in: context.database)
        return Response(items: items, next: next, count: count)
    }
}
