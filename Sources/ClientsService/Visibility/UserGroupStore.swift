// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Groups of users.
enum UserGroupStore {
    static func group(_ id: UserGroupID, in write: ClientWrite) async throws -> UserGroup? {
        try await write.transaction.optionalRow(
            """
            select \(record) from clients.user_group as known
            where known.organisation_id = \(write.organisation) and known.group_id = \(id)
            """, as: StoredFact<UserGroup>.self)?.record
    }

    /// Throws `UserGroupNameTaken` when another group has the name.
    static func requireFree(_ name: Text<1, 100>, for group: UserGroupID?, in write: ClientWrite) async throws {
        let isTaken = try await write.transaction.row(
            """
            select exists (
                select from clients.user_group
                where organisation_id = \(write.organisation) and name = \(name)
                    and group_id is distinct from \(group))
            """, as: Bool.self)
        if isTaken { throw UserGroupNameTaken() }
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ group: UserGroup, in write: ClientWrite) async throws {
        let members = group.members
        _ = try await write.transaction.batch([
            """
            insert into clients.user_group (organisation_id, group_id, version, name)
            values (\(write.organisation), \(group.id), \(group.version), \(group.name))
            on conflict on constraint user_group_id_is_unique
                do update set version = excluded.version, name = excluded.name
            """,
            """
            delete from clients.group_member
            where organisation_id = \(write.organisation) and group_id = \(group.id)
            """,
            """
            insert into clients.group_member (organisation_id, group_id, user_id, starts_on, ends_on)
            select \(write.organisation)::uuid, \(group.id)::uuid, user_id, starts_on, ends_on
            from unnest(\(members.map(\.user)), \(members.map(\.from)), \(members.map(\.to)))
                as given (user_id, starts_on, ends_on)
            """,
        ])
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    static func statement(
        _ filter: UserGroupFilter, of organisation: OrganisationID, after group: UserGroupID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "known.organisation_id = \(organisation)"
        if let user = filter.user {
            let isMember: SQL =
                if let day = filter.asOf {
                    " and member.starts_on <= \(day) and (member.ends_on is null or member.ends_on >= \(day))"
                } else { "" }
            condition += """
                 and known.group_id in (
                    select member.group_id from clients.group_member as member
                    where member.organisation_id = \(organisation) and member.user_id = \(user)\(isMember))
                """
        }
        return """
            select \(record) from clients.user_group as known
            where \(condition) and known.group_id > \(group ?? UserGroupID(UUIDValue(high: 0, low: 0)))
            order by known.group_id limit \(limit)
            """
    }

    /// Of a group that is `known`.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = known.organisation_id and fact.kind = 'user_group'
                and fact.record_id = known.group_id and fact.version = known.version
        )
        """
    }
}
