// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The user has no password yet: `identity.setPassword` gives him one, since a command carries no secret.
///
/// Nobody grants a role that holds a permission which he does not hold himself.
public struct CreateUser: Command, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.createUser"
    public static let summary = "Creates a user of the caller's organisation, with roles."
    public static let access = Access.permission(.manageUsers)
    public static let errors: [any DomainError.Type] = [EmailTaken.self, PermissionNotHeld.self, RoleNotFound.self]

    public let email: EmailAddress
    public let name: Text<1, 200>
    public let roles: List<0, 20, RoleName>?
    public let idempotencyKey: IdempotencyKey

    public init(
        email: EmailAddress, name: Text<1, 200>, roles: List<0, 20, RoleName>? = nil, idempotencyKey: IdempotencyKey
    ) {
        self.email = email
        self.name = name
        self.roles = roles
        self.idempotencyKey = idempotencyKey
    }

    public struct Response: Codable, Sendable, Equatable {
        public let user: UserID
        public let version: Version

        public init(user: UserID, version: Version) {
            self.user = user
            self.version = version
        }
    }
}
