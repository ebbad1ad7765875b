// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension Login: Handler {
    /// Unknown users go the same way as known ones until the answer: one look-up, one hash, one event.
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> SessionTokens {
        try await context.throttle.admit(email, from: CallContext.peerAddress)
        let login = try await PasswordStore.login(email, of: organisation, in: context.database)
        let verification = try await context.hasher.verify(password.text, against: login?.hash)
        guard let login, verification.matches, login.isActive else { throw try await refused(login, in: context) }
        try await context.throttle.succeeded(email, from: CallContext.peerAddress)
        let renewed = verification.isOutdated ? try await context.hasher.hash(password.text) : nil
        let token = try context.refreshTokens.first()
        let claims = try await context.database.withTransaction { tx -> TokenSubject? in
            let now = context.clock.now()
            guard try await PasswordStore.stillHolds(login, in: tx) else { return nil }
            if let renewed { try await PasswordStore.replace(login, by: renewed, in: tx) }
            let session = try await SessionStore.start(
                of: login.user, in: login.organisation, with: token, at: now, in: tx)
            let permissions = try await RoleStore.permissions(
                of: .user(login.user), in: login.organisation, at: now, tx)
            try await SecurityEventStore.append(
                SecurityEvent(.loggedIn, in: login.organisation, by: .user(login.user)), at: now, in: tx)
            return TokenSubject(
                subject: .user(login.user), organisation: login.organisation, session: session,
                permissions: permissions)
        }
        guard let claims else { throw LoginRefused() }
        return SessionTokens(
            accessToken: try await context.accessToken(for: claims), expiresInSeconds: TokenSubject.lifetime,
            refreshToken: token)
    }

    private func refused(_ login: PasswordStore.Login?, in context: IdentityContext) async throws -> LoginRefused {
        let event = SecurityEvent(
            .loginFailed, in: login?.organisation ?? .nobody, by: .anonymous, on: login.map { .user($0.user) })
        try await SecurityEventStore.append(event, at: context.clock.now(), in: context.database)
        return LoginRefused()
    }
}
