// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListClients: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ClientFilter, ClientID>(self, filter: filter)
        let sight = context.sight(of: caller)
        let tests = try await ClientTests.asked(
            asked.filter ?? ClientFilter(), in: caller.organisation, from: context.database)
        let found = try await ClientListStore.page(
            tests, of: sight, after: asked.after, limit: Int(asked.rowLimit), in: context.database)
        let (items, next) = try asked.cut(found, to: PageSize.fitting(found), endingAt: \.id)
        guard withCount == true else { return Response(items: items, next: next) }
        let count = try await ClientListStore.count(tests, of: sight, in: context.database)
        return Response(items: items, next: next, count: count)
    }
}
