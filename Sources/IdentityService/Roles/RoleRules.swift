// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Which permissions follow from roles, and who may grant them.
enum RoleRules {
    /// Unknown names give nothing: a role of a newer release, or one that is gone.
    static func permissions(of roles: [RoleName], besides direct: [Permission] = []) -> PermissionSet {
        PermissionSet(roles.flatMap { BuiltInRole(rawValue: $0.text)?.permissions ?? [] } + direct)
    }

    static func requireKnown(_ roles: some Sequence<RoleName>) throws(RoleNotFound) {
        for role in roles where BuiltInRole(rawValue: role.text) == nil {
            throw RoleNotFound(role: role)
        }
    }

    /// Nobody gives away what he does not have.
    static func requireHeld(
        _ wanted: PermissionSet, by granter: PermissionSet
    ) throws(PermissionNotHeld) {
        let missing = wanted.permissions.filter { !granter.contains($0) }
        guard missing.isEmpty else { throw PermissionNotHeld(permissions: missing) }
    }
}

extension [RoleName] {
    /// For evidence: names with spaces between them.
    var listed: String { map(\.text).joined(separator: " ") }
}
