// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// To which clients others belong.
enum ParentStore {
    static func statement(_ client: ClientID, of organisation: OrganisationID) -> SQL {
        """
        select fact.record from clients.parentage
        join clients.fact on fact.organisation_id = parentage.organisation_id and fact.kind = 'parentage'
            and fact.record_id = parentage.client_id and fact.version = parentage.version
        where parentage.organisation_id = \(organisation) and parentage.client_id = \(client)
        """
    }

    static func parentage(
        of client: ClientID, in organisation: OrganisationID, from database: some PostgresExecutor
    ) async throws -> Parentage? {
        try await database.optionalRow(statement(client, of: organisation), as: ParentageRecord.self)?.parentage
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ parentage: Parentage, in write: ClientWrite) async throws {
        let spells = parentage.spells
        _ = try await write.transaction.batch([
            """
            insert into clients.parentage (organisation_id, client_id, version)
            values (\(write.organisation), \(parentage.client), \(parentage.version))
            on conflict on constraint parentage_once_a_client do update set version = excluded.version
            """,
            """
            delete from clients.client_parent
            where organisation_id = \(write.organisation) and client_id = \(parentage.client)
            """,
            """
            insert into clients.client_parent (organisation_id, client_id, parent_id, starts_on, ends_on)
            select \(write.organisation)::uuid, \(parentage.client)::uuid, parent_id, starts_on, ends_on
            from unnest(\(spells.map(\.parent)), \(spells.map(\.from)), \(spells.map(\.to)))
                as given (parent_id, starts_on, ends_on)
            """,
        ])
    }

    /// Throws `ParentCycle` when on some day the client belongs to itself over however many others. There was no cycle
    /// before, so that one goes over it, and the walk upwards from it ends.
    static func requireNoCycle(over client: ClientID, in write: ClientWrite) async throws {
        let first = try await write.transaction.row(
            """
            with recursive above as (
                select parent_id, days from clients.client_parent
                where organisation_id = \(write.organisation) and client_id = \(client)
                union
                select spell.parent_id, spell.days * above.days
                from above
                join clients.client_parent as spell
                    on spell.organisation_id = \(write.organisation) and spell.client_id = above.parent_id
                        and spell.days && above.days
                where above.parent_id <> \(client)
            )
            select min(lower(days)) from above where parent_id = \(client)
            """, as: FirstDay.self)
        if let day = first.day { throw ParentCycle(on: day) }
    }

    /// Those above a client on a day, the uppermost first.
    static func above(_ client: ClientID, on day: CalendarDate, of sight: Sight) -> SQL {
        """
        with recursive above as (
            select parent_id as client_id, 1 as level from clients.client_parent
            where organisation_id = \(sight.organisation) and client_id = \(client)
                and starts_on <= \(day) and (ends_on is null or ends_on >= \(day))
            union all
            select spell.parent_id, above.level + 1
            from above
            join clients.client_parent as spell
                on spell.organisation_id = \(sight.organisation) and spell.client_id = above.client_id
                    and spell.starts_on <= \(day) and (spell.ends_on is null or spell.ends_on >= \(day))
        )
        select \(entry(on: day, of: sight))
        from above
        join clients.client on client.organisation_id = \(sight.organisation) and client.client_id = above.client_id
        where true\(sight.sees("client.client_id"))
        order by above.level desc
        """
    }

    static func itself(_ client: ClientID, on day: CalendarDate, of sight: Sight) -> SQL {
        """
        select \(entry(on: day, of: sight)) from clients.client
        where client.organisation_id = \(sight.organisation) and client.client_id = \(client)
            \(sight.sees("client.client_id"))
        """
    }

    /// Those below a client on a day, level by level.
    static func below(_ client: ClientID, on day: CalendarDate, of sight: Sight, limit: Int) -> SQL {
        """
        with recursive below as (
            select client_id, 1 as level from clients.client_parent
            where organisation_id = \(sight.organisation) and parent_id = \(client)
                and starts_on <= \(day) and (ends_on is null or ends_on >= \(day))
            union all
            select spell.client_id, below.level + 1
            from below
            join clients.client_parent as spell
                on spell.organisation_id = \(sight.organisation) and spell.parent_id = below.client_id
                    and spell.starts_on <= \(day) and (spell.ends_on is null or spell.ends_on >= \(day))
        )
        select \(entry(on: day, of: sight))
        from below
        join clients.client on client.organisation_id = \(sight.organisation) and client.client_id = below.client_id
        where true\(sight.sees("client.client_id"))
        order by below.level, client.client_id limit \(limit)
        """
    }

    /// Of a `client`, with its parent on the day if that is seen.
    private static func entry(on day: CalendarDate, of sight: Sight) -> SQL {
        """
        client.client_id, client.name, client.lifecycle, (
            select held.parent_id from clients.client_parent as held
            where held.organisation_id = client.organisation_id and held.client_id = client.client_id
                and held.starts_on <= \(day) and (held.ends_on is null or held.ends_on >= \(day))
                \(sight.sees("held.parent_id"))
        )
        """
    }
}

struct HierarchyRecord: RowDecodable {
    let entry: HierarchyEntry

    init(row: inout Row) throws {
        entry = HierarchyEntry(
            client: try row.next(), name: try row.next(), lifecycle: try row.next(), parent: try row.next())
    }
}

private struct ParentageRecord: RowDecodable {
    let parentage: Parentage

    init(row: inout Row) throws {
        parentage = try StoredRecord.decode(Parentage.self, row.next())
    }
}

private struct FirstDay: RowDecodable {
    let day: CalendarDate?

    init(row: inout Row) throws {
        day = try row.next()
    }
}
