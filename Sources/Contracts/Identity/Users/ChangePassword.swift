// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Ends every session of the caller. Guesses of the current password are limited as logins are.
public struct ChangePassword: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.changePassword"
    public static let summary = "Changes the calling user's own password and ends his sessions."
    public static let access = Access.authenticated
    public static let errors: [any DomainError.Type] = [
        CurrentPasswordWrong.self, PasswordRefused.self, UserNotFound.self,
    ]

    public let currentPassword: Secret
    public let newPassword: Secret

    public init(currentPassword: Secret, newPassword: Secret) {
        self.currentPassword = currentPassword
        self.newPassword = newPassword
    }

    public struct Response: Codable, Sendable, Equatable {
        public let version: Version

        public init(version: Version) {
            self.version = version
        }
    }
}
