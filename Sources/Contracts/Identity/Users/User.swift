// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Somebody who logs in. His e-mail address is unique within his organisation.
public struct User: Codable, Sendable, Equatable {
    public let user: UserID
    public let email: EmailAddress
    public let name: Text<1, 200>
    public let state: UserState
    /// False until a password is set: until then he cannot log in.
    public let hasPassword: Bool
    /// In alphabetical order.
    public let roles: [RoleName]
    public let createdAt: Instant
    public let version: Version

    public init(
        user: UserID, email: EmailAddress, name: Text<1, 200>, state: UserState, hasPassword: Bool,
        roles: [RoleName], createdAt: Instant, version: Version
    ) {
        self.user = user
        self.email = email
        self.name = name
        self.state = state
        self.hasPassword = hasPassword
        self.roles = roles
        self.createdAt = createdAt
        self.version = version
    }
}

public enum UserState: String, TextEnumeration {
    case active
    /// Keeps his record and his history, and cannot log in.
    case disabled
}
