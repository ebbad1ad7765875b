// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateServiceAccount: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        try await context.commands.once(self, by: caller) { tx in
            let now = context.clock.now()
            let account = ServiceAccountID.new(at: now)
            let wanted = Set(roles?.elements ?? []).sorted()
            let direct = PermissionSet(permissions?.elements ?? []).permissions
            try RoleRules.requireKnown(wanted)
            try RoleRules.requireHeld(
                RoleRules.permissions(of: wanted, besides: direct),
                by: try await RoleStore.authority(of: caller, at: now, tx))
            try await ServiceAccountStore.insert(
                account, name: name, permissions: direct, in: caller.organisation, at: now, tx)
            try await RoleStore.grant(
                wanted, to: .serviceAccount(account), in: caller.organisation, by: caller.subject, at: now, tx)
            let detail = "roles: \(wanted.listed), permissions: \(direct.map(\.rawValue).joined(separator: " "))"
            try await SecurityEventStore.append(
                SecurityEvent(
                    .serviceAccountCreated, in: caller.organisation, by: caller.subject,
                    on: .serviceAccount(account), detail: detail),
                at: now, in: tx)
            return Response(serviceAccount: account, version: Version(unchecked: 1))
        }
    }
}
