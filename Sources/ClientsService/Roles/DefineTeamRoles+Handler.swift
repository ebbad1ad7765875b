// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefineTeamRoles: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try TeamRoleRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await SettingStore.present(TeamRoleSet.self, ifVersion: ifVersion, in: write)
            let defined = TeamRoleSet(
                version: ifVersion.next, roles: try TeamRoleRules.roles(after: present.roles, by: self),
                executiveRole: executiveRole, managerRole: managerRole)
            // By their bytes, as they are kept.
            if try present.saysSame(as: defined) { return Response(roles: present) }
            try await TeamRoleStore.save(defined, after: present, in: write)
            return Response(roles: defined)
        }
    }
}
