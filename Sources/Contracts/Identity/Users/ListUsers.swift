// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their e-mail addresses, which never change.
public struct ListUsers: PagedQuery, Equatable {
    public typealias API = IdentityAPI
    public typealias Response = Page<User>
    public static let name = "identity.listUsers"
    public static let summary = "Lists the users of the caller's organisation in the order of their e-mail addresses."
    public static let access = Access.permission(.readUsers)

    /// Must be left out, or be the same as before, when a cursor is given.
    public let filter: UserFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: UserFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}

/// Every condition that is present must hold.
public struct UserFilter: Codable, Sendable, Equatable {
    public let state: UserState?
    /// Users who hold the role now.
    public let role: RoleName?

    public init(state: UserState? = nil, role: RoleName? = nil) {
        self.state = state
        self.role = role
    }
}
