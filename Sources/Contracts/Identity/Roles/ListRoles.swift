// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In alphabetical order of their names.
public struct ListRoles: Query, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.listRoles"
    public static let summary = "Lists the roles that can be granted, with their permissions."
    public static let access = Access.permission(.readUsers)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let items: [Role]

        public init(items: [Role]) {
            self.items = items
        }
    }
}

/// A named set of permissions.
public struct Role: Codable, Sendable, Equatable {
    public let name: RoleName
    public let summary: Text<1, 200>
    public let isBuiltIn: Bool
    public let permissions: [Permission]

    public init(name: RoleName, summary: Text<1, 200>, isBuiltIn: Bool, permissions: [Permission]) {
        self.name = name
        self.summary = summary
        self.isBuiltIn = isBuiltIn
        self.permissions = permissions
    }
}
