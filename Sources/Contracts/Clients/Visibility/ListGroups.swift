// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed group must be; every given member must hold.
public struct UserGroupFilter: Codable, Sendable, Hashable {
    /// Groups in which this user is, was, or will be.
    public let user: UserID?
    /// With `user`: groups in which he is on this day.
    public let asOf: CalendarDate?

    public init(user: UserID? = nil, asOf: CalendarDate? = nil) {
        self.user = user
        self.asOf = asOf
    }
}

/// In the order of creation.
public struct ListGroups: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<UserGroup>
    public static let name = "clients.listGroups"
    public static let summary = "Lists groups of users with their members, page by page."
    public static let access = Access.permission(.readClients)

    public let filter: UserGroupFilter?
    /// 100 when left out. A page of large groups may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: UserGroupFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
