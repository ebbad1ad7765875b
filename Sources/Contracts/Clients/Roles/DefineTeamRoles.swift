// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The given ones are the roles that users get for clients from now on. A role that is left out is retired: who has it
/// keeps it until the assignment ends, histories keep showing it, and nobody gets it any more. Given again, it is
/// active again.
///
/// Whether a role may be primary is asked of what is assigned from now on. Whether it gives sight counts at once, for
/// assignments that there are as well.
public struct DefineTeamRoles: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.defineTeamRoles"
    public static let summary = "Defines the roles in which the organisation's users look after clients."
    public static let access = Access.permission(.configureClients)
    public static let errors: [any DomainError.Type] = [VersionConflict.self]

    public let idempotencyKey: IdempotencyKey
    public let ifVersion: Version
    /// In the order in which they are shown; codes differ.
    public let roles: List<1, 50, NewTeamRole>
    /// What `executive` of `clients.activateContract` becomes: one of `roles` that may be primary.
    public let executiveRole: AssignmentRole
    /// What an incoming manager becomes whose handover names no role: one of `roles` that may be primary.
    public let managerRole: AssignmentRole

    public init(
        idempotencyKey: IdempotencyKey, ifVersion: Version, roles: List<1, 50, NewTeamRole>,
        executiveRole: AssignmentRole, managerRole: AssignmentRole
    ) {
        self.idempotencyKey = idempotencyKey
        self.ifVersion = ifVersion
        self.roles = roles
        self.executiveRole = executiveRole
        self.managerRole = managerRole
    }

    public struct Response: Codable, Sendable, Equatable {
        public let roles: TeamRoleSet

        public init(roles: TeamRoleSet) {
            self.roles = roles
        }
    }
}
