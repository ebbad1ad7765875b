// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension IssueClientToken: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        try await context.throttle.admit(nil, from: CallContext.peerAddress)
        let now = context.clock.now()
        let organisation = try await ClientSecretStore.organisation(
            of: serviceAccount, digest: RandomSecret.digest(of: secret.text), at: now, context.database)
        guard let organisation else {
            let event = SecurityEvent(.clientRefused, in: .nobody, by: .anonymous, on: .serviceAccount(serviceAccount))
            try await SecurityEventStore.append(event, at: now, in: context.database)
            throw ClientRefused()
        }
        try await context.throttle.succeeded(nil, from: CallContext.peerAddress)
        let permissions = try await RoleStore.permissions(
            of: .serviceAccount(serviceAccount), in: organisation, at: now, context.database)
        let event = SecurityEvent(.clientTokenIssued, in: organisation, by: .serviceAccount(serviceAccount))
        try await SecurityEventStore.append(event, at: now, in: context.database)
        let claims = TokenSubject(
            subject: .serviceAccount(serviceAccount), organisation: organisation, session: nil,
            permissions: permissions)
        return Response(
            accessToken: try await context.accessToken(for: claims), expiresInSeconds: TokenSubject.lifetime)
    }
}
