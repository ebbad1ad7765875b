// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// No role has that name.
public struct RoleNotFound: DomainError {
    public static let code = 1020
    public static let reason = "identity.role_not_found"

    public let role: RoleName

    public init(role: RoleName) {
        self.role = role
    }

    public var message: String { "There is no role of that name." }
}

/// The call would give away what the caller does not have.
public struct PermissionNotHeld: DomainError {
    public static let code = 1021
    public static let reason = "identity.permission_not_held"

    /// Never empty; in the order of the permission table.
    public let permissions: [Permission]

    public init(permissions: [Permission]) {
        self.permissions = permissions
    }

    public var message: String { "The caller does not hold \(permissions.count) of the permissions himself." }
}
