// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListUsers: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let position = try cursor.map {
            try PagePosition<UserFilter, EmailAddress>($0, list: ListUsers.name, filter: self.filter)
        }
        let filter = position?.filter ?? self.filter ?? UserFilter()
        let limit = (self.limit ?? .standard).rawValue
        let users = try await UserStore.list(
            filter, after: position?.after, limit: limit + 1, in: caller.organisation, at: context.clock.now(),
            context.database)
        let items = Array(users.prefix(Int(limit)))
        guard users.count > items.count, let last = items.last else { return Response(items: items, next: nil) }
        return Response(
            items: items, next: try PagePosition(list: ListUsers.name, filter: filter, after: last.email).cursor())
    }
}
