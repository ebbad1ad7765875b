// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListServiceAccounts: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let position = try cursor.map {
            try PagePosition<NoFilter, ServiceAccountID>($0, list: ListServiceAccounts.name, filter: nil)
        }
        let limit = (self.limit ?? .standard).rawValue
        let accounts = try await ServiceAccountStore.list(
            after: position?.after, limit: limit + 1, in: caller.organisation, at: context.clock.now(),
            context.database)
        let items = Array(accounts.prefix(Int(limit)))
        guard accounts.count > items.count, let last = items.last else { return Response(items: items, next: nil) }
        let next = PagePosition<NoFilter, ServiceAccountID>(
            list: ListServiceAccounts.name, filter: nil, after: last.serviceAccount)
        return Response(items: items, next: try next.cursor())
    }
}
