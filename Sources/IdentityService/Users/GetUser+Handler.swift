// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension GetUser: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let found = try await UserStore.get(
            user, in: caller.organisation, at: context.clock.now(), context.database)
        guard let found else { throw UserNotFound() }
        return Response(user: found)
    }
}
