// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension Caller {
    /// A made-up user with these permissions.
    package static func user(
        in organisation: OrganisationID = .first, with permissions: [Permission]
    ) -> Caller {
        Caller(
            subject: .user(.new(at: Clocks.start)), organisation: organisation, permissions: PermissionSet(permissions))
    }

    /// A made-up user with a built-in role.
    package static func user(_ role: BuiltInRole, in organisation: OrganisationID = .first) -> Caller {
        user(in: organisation, with: role.permissions)
    }

    /// A made-up service account with these permissions.
    package static func serviceAccount(
        in organisation: OrganisationID = .first, with permissions: [Permission]
    ) -> Caller {
        Caller(
            subject: .serviceAccount(.new(at: Clocks.start)), organisation: organisation,
            permissions: PermissionSet(permissions))
    }

    /// The same person with other permissions.
    package func with(_ permissions: [Permission]) -> Caller {
        Caller(subject: subject, organisation: organisation, permissions: PermissionSet(permissions))
    }
}

extension OrganisationID {
    /// The tenant of tests that need one.
    package static let first = OrganisationID(UUIDValue(high: 0x0199_0000_0000_7001, low: 0x8000_0000_0000_0001))
    /// The other tenant, of tests that something does not leak.
    package static let second = OrganisationID(UUIDValue(high: 0x0199_0000_0000_7002, low: 0x8000_0000_0000_0002))
}
