// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// For joiners and for those who forgot theirs. Ends every session of the user.
///
/// Whoever sets a password could log in as the user, so he must hold every permission that the user holds.
public struct SetPassword: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.setPassword"
    public static let summary = "Sets the password of a user of the caller's organisation and ends his sessions."
    public static let access = Access.permission(.manageUsers)
    public static let errors: [any DomainError.Type] = [
        PasswordRefused.self, PermissionNotHeld.self, UserNotFound.self,
    ]

    public let user: UserID
    public let password: Secret

    public init(user: UserID, password: Secret) {
        self.user = user
        self.password = password
    }

    public struct Response: Codable, Sendable, Equatable {
        public let version: Version

        public init(version: Version) {
            self.version = version
        }
    }
}
