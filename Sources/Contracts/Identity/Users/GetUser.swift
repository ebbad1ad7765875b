// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetUser: Query, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.getUser"
    public static let summary = "Answers one user of the caller's organisation."
    public static let access = Access.permission(.readUsers)
    public static let errors: [any DomainError.Type] = [UserNotFound.self]

    public let user: UserID

    public init(user: UserID) {
        self.user = user
    }

    public struct Response: Codable, Sendable, Equatable {
        public let user: User

        public init(user: User) {
            self.user = user
        }
    }
}
