// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The group becomes what the call says, in whole; a group without members gives sight to nobody. Whether the users
/// exist is not checked here.
///
/// Without `group` one is created. With it, `ifVersion` must be given, and when it is not the group's version any more
/// nothing changes. A call that would change nothing writes nothing: the version stays.
public struct UpsertGroup: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.upsertGroup"
    public static let summary =
        "Creates a group of users, or replaces it if its version is still the one that was read."
    public static let access = Access.permission(.manageHierarchy)
    public static let errors: [any DomainError.Type] = [
        UserGroupNameTaken.self,
        UserGroupNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new group.
    public let group: UserGroupID?
    /// Given exactly when `group` is.
    public let ifVersion: Version?
    public let name: Text<1, 100>
    /// A user may be there several times, on different days.
    public let members: List<0, 1000, GroupMember>

    public init(
        idempotencyKey: IdempotencyKey, group: UserGroupID? = nil, ifVersion: Version? = nil, name: Text<1, 100>,
        members: List<0, 1000, GroupMember>
    ) {
        self.idempotencyKey = idempotencyKey
        self.group = group
        self.ifVersion = ifVersion
        self.name = name
        self.members = members
    }

    public struct Response: Codable, Sendable, Equatable {
        public let group: UserGroup

        public init(group: UserGroup) {
            self.group = group
        }
    }
}
