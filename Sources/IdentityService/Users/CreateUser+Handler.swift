// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateUser: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        try await context.commands.once(self, by: caller) { tx in
            let now = context.clock.now()
            let user = UserID.new(at: now)
            let wanted = Set(roles?.elements ?? []).sorted()
            try RoleRules.requireKnown(wanted)
            try RoleRules.requireHeld(
                RoleRules.permissions(of: wanted),
                by: try await RoleStore.authority(of: caller, at: now, tx))
            try await UserStore.insert(user, email: email, name: name, in: caller.organisation, at: now, tx)
            try await RoleStore.grant(
                wanted, to: .user(user), in: caller.organisation, by: caller.subject, at: now, tx)
            try await SecurityEventStore.append(
                SecurityEvent(
                    .userCreated, in: caller.organisation, by: caller.subject, on: .user(user),
                    detail: "roles: \(wanted.listed)"),
                at: now, in: tx)
            return Response(user: user, version: Version(unchecked: 1))
        }
    }
}
