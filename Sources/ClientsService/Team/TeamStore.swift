// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Teams as one transaction reads and writes them. The lock of the organisation, which each write holds, keeps them
/// as they were read.
enum TeamStore {
    /// Throws `ClientNotFound` and `VersionConflict`.
    static func team(of id: ClientID, ifVersion: Version, in write: ClientWrite) async throws -> Team {
        guard let client = try await ClientStore.client(id, of: write.sight, in: write.transaction) else {
            throw ClientNotFound()
        }
        guard client.version == ifVersion else { throw VersionConflict(currentVersion: client.version) }
        return try await team(of: client, in: write)
    }

    /// As the client, or one who is about to enter another lifecycle, has it.
    static func team(
        of client: Client, entering lifecycle: Lifecycle? = nil, in write: ClientWrite
    ) async throws -> Team {
        let members = try await members(of: [client.id], in: write)[client.id] ?? []
        return Team(members, of: client.id, lifecycle: lifecycle ?? client.lifecycle)
    }

    /// Of each client, by id.
    static func members(of clients: [ClientID], in write: ClientWrite) async throws -> [ClientID: [Team.Member]] {
        let members = try await write.transaction.rows(
            """
            select \(AssignmentColumns.present), assignment.vacant_as
            from clients.assignment
            where assignment.organisation_id = \(write.organisation) and assignment.client_id = any(\(clients))
            order by assignment.client_id, assignment.assignment_id
            """, as: Team.Member.self)
        return Dictionary(grouping: members, by: \.assignment.client)
    }

    /// Gives each client whose team changed its next version and publishes it. The last step of a write.
    static func save(_ teams: [Team], in write: ClientWrite) async throws {
        try await write.publish(try await put(teams, in: write))
    }

    /// The same without publishing; answers what is to be published. All of the clients enter the lifecycle, if one is
    /// given.
    static func put(
        _ teams: [Team], entering lifecycle: Lifecycle? = nil, in write: ClientWrite
    ) async throws -> [ClientChange] {
        let changed = lifecycle == nil ? teams.filter { !$0.changes.isEmpty } : teams
        if changed.isEmpty { return [] }
        // Others make room first: constraints are checked at the end of each statement.
        _ = try await write.transaction.pipeline(
            .execute(nextVersion(of: changed.map(\.client), entering: lifecycle, in: write)),
            .execute(delete(changed.flatMap(\.removed), in: write)),
            .execute(update(changed.flatMap(\.changed), in: write)),
            .execute(insert(changed.flatMap(\.begun), in: write)),
            .execute(record(changed.flatMap(\.changes), in: write)))
        return changed.map { ClientChange(client: $0.client, kind: .updated) }
    }

    private static func nextVersion(
        of clients: [ClientID], entering lifecycle: Lifecycle?, in write: ClientWrite
    ) -> SQL {
        """
        update clients.client set
            version = version + 1, updated_at = \(write.now), lifecycle = coalesce(\(lifecycle), lifecycle),
            lifecycle_since = case when lifecycle <> \(lifecycle) then \(write.now) else lifecycle_since end
        where organisation_id = \(write.organisation) and client_id = any(\(clients))
        """
    }

    private static func delete(_ members: [Team.Member], in write: ClientWrite) -> SQL {
        """
        delete from clients.assignment
        using unnest(\(members.map(\.assignment.client)), \(members.map(\.assignment.id)))
            as given (client_id, assignment_id)
        where assignment.organisation_id = \(write.organisation) and assignment.client_id = given.client_id
            and assignment.assignment_id = given.assignment_id
        """
    }

    private static func update(_ members: [Team.Member], in write: ClientWrite) -> SQL {
        """
        update clients.assignment set
            user_id = given.user_id, is_primary = given.is_primary, starts_on = given.starts_on,
            ends_on = given.ends_on, vacant_as = given.vacant_as
        from \(given(members))
        where assignment.organisation_id = \(write.organisation) and assignment.client_id = given.client_id
            and assignment.assignment_id = given.assignment_id
        """
    }

    private static func insert(_ members: [Team.Member], in write: ClientWrite) -> SQL {
        """
        insert into clients.assignment (
            organisation_id, client_id, assignment_id, user_id, role, share, is_primary, starts_on, ends_on, vacant_as)
        select \(write.organisation), client_id, assignment_id, user_id, role, share, is_primary, starts_on, ends_on,
            vacant_as
        from \(given(members))
        """
    }

    private static func given(_ members: [Team.Member]) -> SQL {
        """
        unnest(
            \(members.map(\.assignment.client)), \(members.map(\.assignment.id)), \(members.map(\.assignment.user)),
            \(members.map(\.assignment.role)), \(members.map(\.assignment.share)),
            \(members.map(\.assignment.isPrimary)), \(members.map(\.assignment.from)),
            \(members.map(\.assignment.to)), \(members.map(\.vacantAs))
        ) as given (client_id, assignment_id, user_id, role, share, is_primary, starts_on, ends_on, vacant_as)
        """
    }

    /// Under the clients' new versions.
    private static func record(_ changes: [AssignmentChange], in write: ClientWrite) -> SQL {
        """
        insert into clients.assignment_change (
            organisation_id, client_id, client_version, assignment_id, kind, user_id, role, share, is_primary,
            starts_on, ends_on)
        select client.organisation_id, client.client_id, client.version, given.assignment_id, given.kind,
            given.user_id, given.role, given.share, given.is_primary, given.starts_on, given.ends_on
        from unnest(
            \(changes.map(\.assignment.client)), \(changes.map(\.assignment.id)), \(changes.map(\.kind)),
            \(changes.map(\.assignment.user)), \(changes.map(\.assignment.role)), \(changes.map(\.assignment.share)),
            \(changes.map(\.assignment.isPrimary)), \(changes.map(\.assignment.from)),
            \(changes.map(\.assignment.to))
        ) as given (client_id, assignment_id, kind, user_id, role, share, is_primary, starts_on, ends_on)
        join clients.client
            on client.organisation_id = \(write.organisation) and client.client_id = given.client_id
        """
    }
}
