// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Ends his sessions too; access tokens hold until they expire. The last administrator cannot be disabled.
public struct DisableUser: Command, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.disableUser"
    public static let summary = "Disables a user of the caller's organisation and ends his sessions."
    public static let access = Access.permission(.manageUsers)
    public static let errors: [any DomainError.Type] = [
        LastAdministrator.self, UserNotFound.self, VersionConflict.self,
    ]

    public let user: UserID
    public let ifVersion: Version
    public let idempotencyKey: IdempotencyKey

    public init(user: UserID, ifVersion: Version, idempotencyKey: IdempotencyKey) {
        self.user = user
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
