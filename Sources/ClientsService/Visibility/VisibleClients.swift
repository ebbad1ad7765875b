// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Pages of the clients that a viewer of some of them sees, in the order of their ids.
enum VisibleClients {
    /// Goes to each principal's first client, and from there on only for those whose first can be on the page: the
    /// cost grows with the number of principals, not with that of their clients, wherever in the order these are.
    ///
    /// `condition` is over `client`.
    static func statement(of sight: Sight.Limited, where condition: SQL?, after client: ClientID, limit: Int) -> SQL {
        """
        with principal as materialized (
            \(sight.principals)
        ), first as materialized (
            select principal.principal_id, place.client_id
            from principal
            cross join lateral (
                select seen.client_id from clients.sight as seen
                where \(ofPrincipal("principal.principal_id", sight, where: condition))
                    and seen.client_id > \(client)
                order by seen.client_id limit 1
            ) as place
        ), bound as materialized (
            -- No client after this one is on the page.
            select coalesce((
                select client_id from (select distinct client_id from first) as known
                order by client_id offset \(limit - 1) limit 1
            ), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) as client_id
        ), page as (
            select distinct place.client_id
            from first
            cross join lateral (
                select seen.client_id from clients.sight as seen
                where \(ofPrincipal("first.principal_id", sight, where: condition))
                    and seen.client_id >= first.client_id
                    and seen.client_id <= (select client_id from bound)
                order by seen.client_id limit \(limit)
            ) as place
            where first.client_id <= (select client_id from bound)
            order by place.client_id limit \(limit)
        )
        select \(ClientColumns.present)
        from page
        join clients.client
            on client.organisation_id = \(sight.organisation) and client.client_id = page.client_id
        \(ClientColumns.externalIDs)
        order by client.client_id
        """
    }

    private static func ofPrincipal(
        _ principal: SQL, _ sight: Sight.Limited, where condition: SQL?
    ) -> SQL {
        var clause: SQL = """
            seen.organisation_id = \(sight.organisation) and seen.principal_id = \(principal)
            and seen.starts_on <= \(sight.day) and (seen.ends_on is null or seen.ends_on >= \(sight.day))
            """
        if let condition {
            // A value, not a join: each client is looked up by its id.
            clause += " and (select true from clients.client where client.client_id = seen.client_id and \(condition))"
        }
        return clause
    }
}
