// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Whose sight each viewer shares, as `oversight` keeps it.
enum Oversight {
    /// Writes anew what follows from the lines of `users` and of everybody below them, and from the members of the
    /// groups in which one of them is or of `groups`. Of all days, so that nothing is to be done when a day begins.
    static func renew(below users: [UserID], groups: [UserGroupID], in write: ClientWrite) async throws {
        _ = try await write.transaction.batch([
            """
            with recursive \(affected(users, groups, in: write))
            delete from clients.oversight
            where organisation_id = \(write.organisation)
                and principal_id in (select user_id from below union all select group_id from touched)
            """,
            """
            with recursive \(affected(users, groups, in: write)), sharing as (
                (
                    select line.user_id as principal_id, line.manager_id as viewer_id, line.days
                    from below
                    join clients.reporting_line as line
                        on line.organisation_id = \(write.organisation) and line.user_id = below.user_id
                    union all
                    select member.group_id, member.user_id, member.days
                    from touched
                    join clients.group_member as member
                        on member.organisation_id = \(write.organisation) and member.group_id = touched.group_id
                )
                union
                select sharing.principal_id, line.manager_id, line.days * sharing.days
                from sharing
                join clients.reporting_line as line
                    on line.organisation_id = \(write.organisation) and line.user_id = sharing.viewer_id
                        and line.days && sharing.days
            )
            insert into clients.oversight (organisation_id, viewer_id, principal_id, starts_on, ends_on)
            select \(write.organisation)::uuid, viewer_id, principal_id, lower(days), upper(days) - 1
            from (
                select viewer_id, principal_id, unnest(range_agg(days)) as days from sharing
                group by viewer_id, principal_id
            ) as shared
            """,
        ])
    }

    /// Who is below the users on some day, the users too, and which groups one of them is in on some day.
    private static func affected(_ users: [UserID], _ groups: [UserGroupID], in write: ClientWrite) -> SQL {
        """
        below as (
            select given.user_id from unnest(\(users)::uuid[]) as given (user_id)
            union
            select line.user_id
            from below
            join clients.reporting_line as line
                on line.organisation_id = \(write.organisation) and line.manager_id = below.user_id
        ), touched as (
            select given.group_id from unnest(\(groups)::uuid[]) as given (group_id)
            union
            select member.group_id
            from below
            join clients.group_member as member
                on member.organisation_id = \(write.organisation) and member.user_id = below.user_id
        )
        """
    }
}
