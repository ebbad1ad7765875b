// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RevokeClientSecret: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        try await context.commands.once(self, by: caller) { tx in
            let now = context.clock.now()
            let isRevoked = try await ClientSecretStore.revoke(
                clientSecret, of: serviceAccount, in: caller.organisation, at: now, tx)
            guard isRevoked else { throw ClientSecretNotFound() }
            try await SecurityEventStore.append(
                SecurityEvent(
                    .clientSecretRevoked, in: caller.organisation, by: caller.subject,
                    on: .serviceAccount(serviceAccount), detail: "secret: \(clientSecret)"),
                at: now, in: tx)
            return Response(revokedAt: now)
        }
    }
}
