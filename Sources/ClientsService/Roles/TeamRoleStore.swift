// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Team roles where PostgreSQL asks for them: which of them give sight. A primary manager sees his client in each of
/// them. The lock of the organisation, which each write holds, keeps assignments and roles in step.
enum TeamRoleStore {
    /// As they are now.
    static func roles(in write: ClientWrite) async throws -> TeamRoleSet {
        try await SettingStore.present(of: write.organisation, in: write.transaction)
    }

    /// Puts the roles in the place of those before, gives and takes the sight that changed, and publishes them. The
    /// last step of a write.
    static func save(_ defined: TeamRoleSet, after present: TeamRoleSet, in write: ClientWrite) async throws {
        let giving = Set(present.roles.filter(\.givesSight).map(\.code))
        let gained = defined.roles.filter { $0.givesSight && !giving.contains($0.code) }.map(\.code)
        let lost = defined.roles.filter { !$0.givesSight && giving.contains($0.code) }.map(\.code)
        _ = try await write.transaction.execute(upsert(defined.roles, in: write))
        if !lost.isEmpty { _ = try await write.transaction.execute(takeSight(of: lost, in: write)) }
        if !gained.isEmpty { _ = try await write.transaction.execute(giveSight(of: gained, in: write)) }
        try await SettingStore.save(defined, in: write)
    }

    private static func upsert(_ roles: [TeamRole], in write: ClientWrite) -> SQL {
        """
        insert into clients.team_role (organisation_id, code, gives_sight)
        select \(write.organisation), code, gives_sight
        from unnest(\(roles.map(\.code)), \(roles.map(\.givesSight))) as given (code, gives_sight)
        on conflict on constraint team_role_code_is_unique do update set gives_sight = excluded.gives_sight
        """
    }

    private static func takeSight(of roles: [AssignmentRole], in write: ClientWrite) -> SQL {
        """
        delete from clients.sight using clients.assignment
        where assignment.organisation_id = \(write.organisation) and assignment.role = any(\(roles))
            and not assignment.is_primary
            and sight.organisation_id = assignment.organisation_id and sight.principal_id = assignment.user_id
            and sight.client_id = assignment.client_id and sight.source_id = assignment.assignment_id
        """
    }

    private static func giveSight(of roles: [AssignmentRole], in write: ClientWrite) -> SQL {
        """
        insert into clients.sight (organisation_id, principal_id, client_id, source_id, starts_on, ends_on)
        select organisation_id, user_id, client_id, assignment_id, starts_on, ends_on from clients.assignment
        where organisation_id = \(write.organisation) and role = any(\(roles))
        on conflict on constraint sight_once_a_source do nothing
        """
    }
}
