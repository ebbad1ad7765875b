// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

extension TeamRoleSet: OrganisationSetting {
    static let kind = ClientFeedItem.Kind.teamRoles

    static var initial: TeamRoleSet {
        get throws {
            TeamRoleSet(
                version: Version(unchecked: 1),
                roles: [
                    try role(.juniorExecutive, "Junior executive"), try role(.accountExecutive, "Account executive"),
                    try role(.seniorExecutive, "Senior executive"), try role(.assistantManager, "Assistant manager"),
                    try role(.associateManager, "Associate manager"), try role(.accountManager, "Account manager"),
                    try role(.keyAccountManager, "Key account manager"),
                    try role(.accountDirector, "Account director"),
                    try role(.executiveSponsor, "Executive sponsor", mayBePrimary: false),
                    try role(.specialist, "Specialist", mayBePrimary: false),
                ],
                executiveRole: .accountExecutive, managerRole: .accountManager)
        }
    }

    private static func role(_ code: AssignmentRole, _ name: String, mayBePrimary: Bool = true) throws -> TeamRole {
        TeamRole(
            code: code, name: try Text(validating: name), mayBePrimary: mayBePrimary, givesSight: true,
            isRetired: false)
    }

    /// Those that users get.
    private var given: [TeamRole] { roles.filter { !$0.isRetired } }

    /// Throws unless users get the role, as a primary manager if asked for.
    func requireGiven(
        _ role: AssignmentRole, asPrimary isPrimary: Bool
    ) throws {
        guard let found = given.first(where: { $0.code == role }) else {
            throw TeamRoleUnknown(role: role, known: given.map(\.code))
        }
        guard !isPrimary || found.mayBePrimary else {
            throw TeamRoleNotPrimary(role: role, allowed: given.filter(\.mayBePrimary).map(\.code))
        }
    }

    /// Throws unless the role was ever defined: who has a retired one keeps it.
    func requireDefined(_ role: AssignmentRole) throws(TeamRoleUnknown) {
        guard roles.contains(where: { $0.code == role }) else {
            throw TeamRoleUnknown(role: role, known: given.map(\.code))
        }
    }

    /// Versions apart.
    func saysSame(as other: TeamRoleSet) throws -> Bool {
        let same = TeamRoleSet(
            version: other.version, roles: roles, executiveRole: executiveRole, managerRole: managerRole)
        return try StoredRecord.encode(same) == StoredRecord.encode(other)
    }
}

/// Rules about definitions of team roles that need no database.
enum TeamRoleRules {
    /// The retired ones too: they are never forgotten.
    static let roleLimit = 100

    static func requireAllowed(_ command: DefineTeamRoles) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        var codes: Set<AssignmentRole> = []
        for (index, role) in command.roles.enumerated() where !codes.insert(role.code).inserted {
            violations.append(
                .init(path: "$.roles[\(index)].code", rule: "must not be the code of an earlier role"))
        }
        for (index, role) in command.roles.enumerated() where role.mayBePrimary == true && role.givesSight == false {
            violations.append(
                .init(path: "$.roles[\(index)].givesSight", rule: "must not be false for a role that may be primary"))
        }
        let primary = Set(command.roles.filter { $0.mayBePrimary == true }.map(\.code))
        for (member, role) in [("executiveRole", command.executiveRole), ("managerRole", command.managerRole)]
        where !primary.contains(role) {
            violations.append(.init(path: "$." + member, rule: "must be one of roles that may be primary"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// The roles after a definition: those that are left out follow, retired.
    static func roles(after present: [TeamRole], by command: DefineTeamRoles) throws(InvalidParams) -> [TeamRole] {
        let given = command.roles.map { role in
            TeamRole(
                code: role.code, name: role.name, mayBePrimary: role.mayBePrimary ?? false,
                givesSight: role.givesSight ?? true, isRetired: false)
        }
        let codes = Set(given.map(\.code))
        let retired = present.filter { !codes.contains($0.code) }.map { role in
            TeamRole(
                code: role.code, name: role.name, mayBePrimary: role.mayBePrimary, givesSight: role.givesSight,
                isRetired: true)
        }
        guard given.count + retired.count <= roleLimit else {
            throw InvalidParams(
                path: "$.roles", rule: "must not make more than \(roleLimit) roles with the retired ones")
        }
        return given + retired
    }
}
