// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension Logout: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let successor = try context.refreshTokens.successor(of: refreshToken)
        try await context.database.withTransaction { tx in
            let now = context.clock.now()
            guard let presented = try await SessionStore.present(refreshToken, successor: successor, in: tx),
                presented.token.sessionEndedAt == nil
            else { return }
            try await SessionStore.end(presented.session, in: presented.organisation, because: .logout, at: now, in: tx)
            try await SecurityEventStore.append(
                SecurityEvent(.loggedOut, in: presented.organisation, by: .user(presented.user)), at: now, in: tx)
        }
        return Response()
    }
}
