// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ListRoles: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let items = try BuiltInRole.allCases.map { role in
            Role(
                name: RoleName(role), summary: try Text(validating: role.summary), isBuiltIn: true,
                permissions: PermissionSet(role.permissions).permissions)
        }
        return Response(items: items.sorted { $0.name < $1.name })
    }
}
