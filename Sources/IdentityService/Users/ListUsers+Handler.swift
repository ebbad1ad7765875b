// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListUsers: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let asked = try PageRequest<UserFilter, EmailAddress>(self, filter: filter)
        let users = try await UserStore.list(
            asked.filter ?? UserFilter(), after: asked.after, limit: asked.rowLimit, in: caller.organisation,
            at: context.clock.now(), context.database)
        return try asked.page(of: users, endingAt: \.email)
    }
}
