// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Users who see together: what is granted to the group, each member sees on his days, and who is above a member.
public struct UserGroup: Codable, Sendable, Equatable {
    public let id: UserGroupID
    /// From 1; each change adds 1.
    public let version: Version
    /// No two groups of an organisation have the same.
    public let name: Text<1, 100>
    /// By user and first day.
    public let members: [GroupMember]
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: UserGroupID, version: Version, name: Text<1, 100>, members: [GroupMember], createdAt: Instant,
        updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.name = name
        self.members = members
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// On which days a user is in a group.
public struct GroupMember: Codable, Sendable, Hashable {
    public let user: UserID
    /// The first day.
    public let from: CalendarDate
    /// The last day; absent while there is none.
    public let to: CalendarDate?

    public init(user: UserID, from: CalendarDate, to: CalendarDate? = nil) {
        self.user = user
        self.from = from
        self.to = to
    }
}
