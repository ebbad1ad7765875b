// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension Refresh: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> SessionTokens {
        let successor = try context.refreshTokens.successor(of: refreshToken)
        // The end of a family must be committed, so a refusal is a value inside of the transaction.
        let claims = try await context.database.withTransaction { tx -> TokenSubject? in
            guard let presented = try await SessionStore.present(refreshToken, successor: successor, in: tx) else {
                return nil
            }
            let now = context.clock.now()
            switch SessionRules.judge(presented.token, at: now) {
            case .rotate:
                try await SessionStore.spend(refreshToken, at: now, in: tx)
                try await SessionStore.insert(
                    successor, of: presented.session, in: presented.organisation, at: now, in: tx)
            case .repeatAnswer:
                break
            case .endFamily:
                try await endFamily(presented, at: now, in: tx)
                return nil
            case .refuse:
                return nil
            }
            return TokenSubject(
                subject: .user(presented.user), organisation: presented.organisation, session: presented.session,
                permissions: try await RoleStore.permissions(
                    of: .user(presented.user), in: presented.organisation, at: now, tx))
        }
        guard let claims else { throw SessionEnded() }
        return SessionTokens(
            accessToken: try await context.accessToken(for: claims), expiresInSeconds: TokenSubject.lifetime,
            refreshToken: successor)
    }

    private func endFamily(_ presented: SessionStore.Presented, at now: Instant, in tx: Transaction) async throws {
        try await SessionStore.end(
            presented.session, in: presented.organisation, because: .tokenReused, at: now, in: tx)
        try await SecurityEventStore.append(
            SecurityEvent(
                .refreshTokenReused, in: presented.organisation, by: .anonymous, on: .user(presented.user)),
            at: now, in: tx)
    }
}
