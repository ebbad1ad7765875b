// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SetPassword: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let change = PasswordChange(user: user, organisation: caller.organisation, context: context)
        let hash = try await change.hash(password)
        return try await context.database.withTransaction { tx in
            let now = context.clock.now()
            try await OrganisationStore.lock(caller.organisation, in: tx)
            guard try await UserStore.lock(user, in: caller.organisation, tx) != nil else { throw UserNotFound() }
            try RoleRules.requireHeld(
                try await RoleStore.permissions(of: .user(user), in: caller.organisation, at: now, tx),
                by: try await RoleStore.authority(of: caller, at: now, tx))
            let event = SecurityEvent(
                .passwordSet, in: caller.organisation, by: caller.subject, on: .user(user))
            return Response(version: try await change.store(hash, event, in: tx))
        }
    }
}
