// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension IssueClientSecret: Handler {
    /// Live secrets of one service account.
    static let limit = 5
    /// Lets people and scanners of source code recognise what they have found.
    private static let prefix = "kontor_cs_"

    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let text = IssueClientSecret.prefix + Base64Text.encode(RandomSecret.bytes(), .url)
        let days = (validForDays ?? .standard).rawValue
        return try await context.database.withTransaction { tx in
            let now = context.clock.now()
            guard try await ServiceAccountStore.lock(serviceAccount, in: caller.organisation, tx) != nil else {
                throw ServiceAccountNotFound()
            }
            try RoleRules.requireHeld(
                try await RoleStore.permissions(
                    of: .serviceAccount(serviceAccount), in: caller.organisation, at: now, tx),
                by: try await RoleStore.authority(of: caller, at: now, tx))
            let live = try await ClientSecretStore.live(of: [serviceAccount], in: caller.organisation, at: now, tx)
            guard live[serviceAccount]?.count ?? 0 < IssueClientSecret.limit else {
                throw TooManyClientSecrets(limit: Count(IssueClientSecret.limit))
            }
            let secret = ClientSecret(
                clientSecret: .new(at: now), issuedAt: now, expiresAt: now.adding(seconds: days * 86_400))
            try await ClientSecretStore.insert(
                secret, digest: RandomSecret.digest(of: text), of: serviceAccount, in: caller.organisation, tx)
            try await SecurityEventStore.append(
                SecurityEvent(
                    .clientSecretIssued, in: caller.organisation, by: caller.subject,
                    on: .serviceAccount(serviceAccount), detail: "secret: \(secret.clientSecret)"),
                at: now, in: tx)
            return Response(
                clientSecret: secret.clientSecret, secret: try Secret(validating: text), expiresAt: secret.expiresAt)
        }
    }
}
