// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Replaces the whole set. Exactly one of `user` and `serviceAccount` is given.
///
/// Nobody grants a role that holds a permission which he does not hold himself; roles that were granted before may
/// stay and may be taken away. Access tokens keep the permissions they were issued with until they expire.
public struct AssignRoles: Command, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.assignRoles"
    public static let summary = "Replaces the roles of a user or a service account of the caller's organisation."
    public static let access = Access.permission(.manageUsers)
    public static let errors: [any DomainError.Type] = [
        LastAdministrator.self, PermissionNotHeld.self, RoleNotFound.self, ServiceAccountNotFound.self,
        UserNotFound.self, VersionConflict.self,
    ]

    public let user: UserID?
    public let serviceAccount: ServiceAccountID?
    public let roles: List<0, 20, RoleName>
    /// The version of the user or the service account that the caller read.
    public let ifVersion: Version
    public let idempotencyKey: IdempotencyKey

    public init(
        user: UserID? = nil, serviceAccount: ServiceAccountID? = nil, roles: List<0, 20, RoleName>,
        ifVersion: Version, idempotencyKey: IdempotencyKey
    ) {
        self.user = user
        self.serviceAccount = serviceAccount
        self.roles = roles
        self.ifVersion = ifVersion
        self.idempotencyKey = idempotencyKey
    }

    public struct Response: Codable, Sendable, Equatable {
        public let version: Version

        public init(version: Version) {
            self.version = version
        }
    }
}
