// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListServiceAccounts: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let asked = try PageRequest<NoFilter, ServiceAccountID>(self)
        let accounts = try await ServiceAccountStore.list(
            after: asked.after, limit: asked.rowLimit, in: caller.organisation, at: context.clock.now(),
            context.database)
        return try asked.page(of: accounts, endingAt: \.serviceAccount)
    }
}
