// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension AssignmentRole {
    /// Of no organisation that has not defined it.
    static let auditor = made("auditor")
    static let observer = made("observer")

    private static func made(_ text: String) -> AssignmentRole {
        do { return try AssignmentRole(validating: text) } catch { preconditionFailure(error.description) }
    }
}

extension [AssignmentRole] {
    static let initial: [AssignmentRole] = initialPrimary + [.executiveSponsor, .specialist]

    static let initialPrimary: [AssignmentRole] = [
        .juniorExecutive, .accountExecutive, .seniorExecutive, .assistantManager, .associateManager, .accountManager,
        .keyAccountManager, .accountDirector,
    ]
}

extension NewTeamRole {
    static func of(
        _ code: AssignmentRole, mayBePrimary: Bool? = nil, givesSight: Bool? = nil
    ) throws -> NewTeamRole {
        try NewTeamRole(
            code: code, name: Text(validating: "Role \(code.text)"), mayBePrimary: mayBePrimary, givesSight: givesSight)
    }

    init(_ role: TeamRole) {
        self.init(code: role.code, name: role.name, mayBePrimary: role.mayBePrimary, givesSight: role.givesSight)
    }

    /// Those that an organisation begins with.
    static var initial: [NewTeamRole] {
        get throws {
            try [AssignmentRole].initial.map {
                try .of($0, mayBePrimary: [AssignmentRole].initialPrimary.contains($0))
            }
        }
    }
}

extension DefineTeamRoles {
    static func of(
        _ roles: [NewTeamRole], ifVersion: Version = .one, executive: AssignmentRole = .accountExecutive,
        manager: AssignmentRole = .accountManager
    ) throws -> DefineTeamRoles {
        try DefineTeamRoles(
            idempotencyKey: .fresh(), ifVersion: ifVersion, roles: List(validating: roles), executiveRole: executive,
            managerRole: manager)
    }
}

extension ClientsUnderTest {
    /// With the version that there is.
    @discardableResult
    func define(
        roles: [NewTeamRole], executive: AssignmentRole = .accountExecutive, manager: AssignmentRole = .accountManager
    ) async throws -> TeamRoleSet {
        let present = try await call(ListTeamRoles()).roles
        return try await call(
            DefineTeamRoles.of(roles, ifVersion: present.version, executive: executive, manager: manager)
        ).roles
    }
}
