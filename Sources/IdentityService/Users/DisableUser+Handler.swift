// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DisableUser: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        try await context.commands.once(self, by: caller) { tx in
            let now = context.clock.now()
            try await OrganisationStore.lock(caller.organisation, in: tx)
            guard let locked = try await UserStore.lock(user, in: caller.organisation, tx) else {
                throw UserNotFound()
            }
            guard locked.version == ifVersion else { throw VersionConflict(currentVersion: locked.version) }
            guard locked.state == .active else { return Response(version: locked.version) }
            let roles = try await RoleStore.roles(of: .user(user), in: caller.organisation, at: now, tx)
            if roles.contains(RoleName(.administrator)),
                try await !RoleStore.hasOtherAdministrator(than: user, in: caller.organisation, at: now, tx)
            {
                throw LastAdministrator()
            }
            let version = try await UserStore.disable(user, in: caller.organisation, tx)
            try await SessionStore.endAll(of: user, in: caller.organisation, because: .userDisabled, at: now, in: tx)
            try await SecurityEventStore.append(
                SecurityEvent(.userDisabled, in: caller.organisation, by: caller.subject, on: .user(user)), at: now,
                in: tx)
            return Response(version: version)
        }
    }
}
