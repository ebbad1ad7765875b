// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Nobody grants a permission that he does not hold himself, be it by a role or by itself.
public struct CreateServiceAccount: Command, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.createServiceAccount"
    public static let summary = "Creates a service account of the caller's organisation, with roles and permissions."
    public static let access = Access.permission(.manageServiceAccounts)
    public static let errors: [any DomainError.Type] = [
        PermissionNotHeld.self, RoleNotFound.self, ServiceAccountNameTaken.self,
    ]

    /// Unique within the organisation.
    public let name: Text<1, 200>
    public let roles: List<0, 20, RoleName>?
    public let permissions: List<0, 64, Permission>?
    public let idempotencyKey: IdempotencyKey

    public init(
        name: Text<1, 200>, roles: List<0, 20, RoleName>? = nil, permissions: List<0, 64, Permission>? = nil,
        idempotencyKey: IdempotencyKey
    ) {
        self.name = name
        self.roles = roles
        self.permissions = permissions
        self.idempotencyKey = idempotencyKey
    }

    public struct Response: Codable, Sendable, Equatable {
        public let serviceAccount: ServiceAccountID
        public let version: Version

        public init(serviceAccount: ServiceAccountID, version: Version) {
            self.serviceAccount = serviceAccount
            self.version = version
        }
    }
}
