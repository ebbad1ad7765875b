// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ChangePassword: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        guard let user = caller.subject.user,
            let known = try await UserStore.get(
                user, in: caller.organisation, at: context.clock.now(), context.database)
        else { throw UserNotFound() }
        try await context.throttle.admit(known.email, from: CallContext.peerAddress)
        let login = try await PasswordStore.login(of: user, in: caller.organisation, context.database)
        let verification = try await context.hasher.verify(currentPassword.text, against: login?.hash)
        guard let login, verification.matches, login.isActive else { throw CurrentPasswordWrong() }
        try await context.throttle.succeeded(known.email, from: CallContext.peerAddress)
        let change = PasswordChange(user: user, organisation: caller.organisation, context: context)
        let hash = try await change.hash(newPassword)
        return try await context.database.withTransaction { tx in
            guard try await UserStore.lock(user, in: caller.organisation, tx) != nil,
                try await PasswordStore.stillHolds(login, in: tx)
            else { throw CurrentPasswordWrong() }
            let event = SecurityEvent(.passwordChanged, in: caller.organisation, by: caller.subject)
            return Response(version: try await change.store(hash, event, in: tx))
        }
    }
}
