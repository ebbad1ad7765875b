// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A team role as it is to be.
public struct NewTeamRole: Codable, Sendable, Hashable {
    public let code: AssignmentRole
    public let name: Text<1, 60>
    /// Whether somebody in the role may be a client's primary manager. False when left out.
    public let mayBePrimary: Bool?
    /// Whether who has the role for a client sees the client, and with him those above him. True when left out, and
    /// always for a role that may be primary.
    public let givesSight: Bool?

    public init(
        code: AssignmentRole, name: Text<1, 60>, mayBePrimary: Bool? = nil, givesSight: Bool? = nil
    ) {
        self.code = code
        self.name = name
        self.mayBePrimary = mayBePrimary
        self.givesSight = givesSight
    }
}

/// As what users look after clients.
public struct TeamRole: Codable, Sendable, Hashable {
    public let code: AssignmentRole
    public let name: Text<1, 60>
    /// Whether somebody in the role may be a client's primary manager; there is one at most on each day, whatever the
    /// roles are.
    public let mayBePrimary: Bool
    /// Whether who has the role for a client sees the client, and with him those above him.
    public let givesSight: Bool
    /// A retired role is given to nobody any more; assignments in it go on until they end.
    public let isRetired: Bool

    public init(
        code: AssignmentRole, name: Text<1, 60>, mayBePrimary: Bool, givesSight: Bool, isRetired: Bool
    ) {
        self.code = code
        self.name = name
        self.mayBePrimary = mayBePrimary
        self.givesSight = givesSight
        self.isRetired = isRetired
    }
}

/// The team roles of an organisation.
public struct TeamRoleSet: Codable, Sendable, Equatable {
    /// 1 are those that every organisation begins with; each definition adds 1.
    public let version: Version
    /// In the order in which they are shown, the retired ones last.
    public let roles: [TeamRole]
    /// What `executive` of `clients.activateContract` becomes.
    public let executiveRole: AssignmentRole
    /// What an incoming manager becomes whose handover names no role.
    public let managerRole: AssignmentRole

    public init(
        version: Version, roles: [TeamRole], executiveRole: AssignmentRole, managerRole: AssignmentRole
    ) {
        self.version = version
        self.roles = roles
        self.executiveRole = executiveRole
        self.managerRole = managerRole
    }
}
