// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has not defined the team role, or has retired it.
public struct TeamRoleUnknown: DomainError {
    public static let code = 2027
    public static let reason = "clients.team_role_unknown"
    public let role: AssignmentRole
    /// Those that are given.
    public let known: [AssignmentRole]

    public init(role: AssignmentRole, known: [AssignmentRole]) {
        self.role = role
        self.known = known
    }

    public var message: String { "The organisation gives nobody the role \(role.text)." }
}

/// Nobody in the role is a client's primary manager.
public struct TeamRoleNotPrimary: DomainError {
    public static let code = 2028
    public static let reason = "clients.team_role_not_primary"
    public let role: AssignmentRole
    /// Those that may be primary.
    public let allowed: [AssignmentRole]

    public init(role: AssignmentRole, allowed: [AssignmentRole]) {
        self.role = role
        self.allowed = allowed
    }

    public var message: String { "Nobody in the role \(role.text) is a client's primary manager." }
}
