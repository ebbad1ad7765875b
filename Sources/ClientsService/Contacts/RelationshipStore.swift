// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What contacts are to us at clients.
enum RelationshipStore {
    static func relationship(
        of contact: ContactID, at client: ClientID, in write: ClientWrite
    ) async throws -> Relationship? {
        try await write.transaction.optionalRow(
            """
            select fact.record from clients.relationship
            join clients.fact on fact.organisation_id = relationship.organisation_id and fact.kind = 'relationship'
                and fact.record_id = relationship.relationship_id and fact.version = relationship.version
            where relationship.organisation_id = \(write.organisation) and relationship.client_id = \(client)
                and relationship.contact_id = \(contact)
            """, as: RelationshipRecord.self)?.relationship
    }

    /// Throws `PositionHasRelationship` for a client at which the contact has no position and a relationship, or is the
    /// superior of another one.
    static func requireNone(of contact: Contact, in write: ClientWrite) async throws {
        let clients = contact.positions.map(\.client)
        let left = try await write.transaction.optionalRow(
            """
            select place.client_id from clients.contact_position as place
            where place.organisation_id = \(write.organisation) and place.contact_id = \(contact.id)
                and place.client_id <> all(\(clients))
                and (
                    exists (
                        select from clients.relationship
                        where relationship.organisation_id = place.organisation_id
                            and relationship.contact_id = place.contact_id
                            and relationship.client_id = place.client_id)
                    or exists (
                        select from clients.relationship_spell as spell
                        where spell.organisation_id = place.organisation_id and spell.client_id = place.client_id
                            and spell.reports_to = place.contact_id))
            order by place.client_id limit 1
            """, as: ClientID.self)
        if let left { throw PositionHasRelationship(client: left) }
    }

    /// Throws for the first of the two who is not there; `contact` may have left already.
    static func requirePositions(of command: Relate, in write: ClientWrite) async throws {
        let (hasClient, hasContact, isPlaced, isSuperiorPlaced) = try await write.transaction.row(
            """
            select
                exists (select from clients.client
                    where organisation_id = \(write.organisation) and client_id = \(command.client)
                        \(write.sight.sees("client.client_id"))),
                exists (select from clients.contact
                    where organisation_id = \(write.organisation) and contact_id = \(command.contact)
                        \(ContactStore.sees(write.sight))),
                exists (select from clients.contact_position
                    where organisation_id = \(write.organisation) and client_id = \(command.client)
                        and contact_id = \(command.contact)),
                exists (select from clients.contact_position
                    where organisation_id = \(write.organisation) and client_id = \(command.client)
                        and contact_id = \(command.reportsTo))
            """, as: (Bool, Bool, Bool, Bool).self)
        guard hasClient else { throw ClientNotFound() }
        guard hasContact else { throw ContactNotFound() }
        guard isPlaced else { throw ContactNotAtClient(contact: command.contact) }
        if let superior = command.reportsTo, !isSuperiorPlaced { throw ContactNotAtClient(contact: superior) }
        try await ErasureStore.requireKept([command.contact, command.reportsTo].compactMap(\.self), in: write)
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ relationship: Relationship, in write: ClientWrite) async throws {
        let spells = relationship.spells
        _ = try await write.transaction.batch([
            """
            insert into clients.relationship (
                organisation_id, relationship_id, client_id, contact_id, version, created_at)
            values (\(write.organisation), \(relationship.id), \(relationship.client), \(relationship.contact),
                \(relationship.version), \(relationship.createdAt))
            on conflict on constraint relationship_id_is_unique do update set version = excluded.version
            """,
            """
            delete from clients.relationship_spell
            where organisation_id = \(write.organisation) and client_id = \(relationship.client)
                and contact_id = \(relationship.contact)
            """,
            """
            insert into clients.relationship_spell (
                organisation_id, client_id, contact_id, days, role, influence, sentiment, reports_to, owner_id)
            select \(write.organisation)::uuid, \(relationship.client)::uuid, \(relationship.contact)::uuid,
                daterange(from_day, until_day), role, influence, sentiment, reports_to, owner_id
            from unnest(\(spells.map(\.from)), \(spells.map(\.until)), \(spells.map(\.role)),
                \(spells.map(\.influence)), \(spells.map(\.sentiment)), \(spells.map(\.reportsTo)),
                \(spells.map(\.owner)))
                as given (from_day, until_day, role, influence, sentiment, reports_to, owner_id)
            """,
        ])
    }

    /// Throws `ReportsToCycle` when on some day the contact reports to himself over however many others. There was no
    /// cycle before, so that one goes over him, and the walk upwards from him ends.
    static func requireNoCycle(over contact: ContactID, at client: ClientID, in write: ClientWrite) async throws {
        let hasCycle = try await write.transaction.row(
            """
            with recursive superior as (
                select reports_to as contact_id, days from clients.relationship_spell
                where organisation_id = \(write.organisation) and client_id = \(client)
                    and contact_id = \(contact) and reports_to is not null
                union
                select spell.reports_to, spell.days * superior.days
                from superior
                join clients.relationship_spell as spell
                    on spell.organisation_id = \(write.organisation) and spell.client_id = \(client)
                        and spell.contact_id = superior.contact_id and spell.days && superior.days
                where spell.reports_to is not null and superior.contact_id <> \(contact)
            )
            select exists (select from superior where contact_id = \(contact))
            """, as: Bool.self)
        if hasCycle { throw ReportsToCycle() }
    }

    /// People who are or were at a client as a day shows them, in the order of creation.
    static func people(
        at client: ClientID, of organisation: OrganisationID, on day: CalendarDate, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [RelationshipPerson] {
        try await database.rows(
            statement(client, of: organisation, on: day, limit: limit), as: RelationshipPerson.self)
    }

    static func statement(
        _ client: ClientID, of organisation: OrganisationID, on day: CalendarDate, limit: Int
    ) -> SQL {
        """
        select (
                select fact.record from clients.contact
                join clients.fact on fact.organisation_id = contact.organisation_id and fact.kind = 'contact'
                    and fact.record_id = contact.contact_id and fact.version = contact.version
                where contact.organisation_id = place.organisation_id and contact.contact_id = place.contact_id
            ), place.client_id, place.left_on, \(day)::date,
            lower(spell.days), upper(spell.days), spell.role, spell.influence, spell.sentiment, spell.reports_to,
            spell.owner_id, (
                select max(fact.recorded_at) from clients.relationship
                join clients.fact on fact.organisation_id = relationship.organisation_id
                    and fact.kind = 'relationship' and fact.record_id = relationship.relationship_id
                where relationship.organisation_id = place.organisation_id and relationship.client_id = place.client_id
                    and relationship.contact_id = place.contact_id
                    and fact.recorded_at < (\(day)::date + 1)::timestamp at time zone 'UTC'
            ), (
                select max(upper(past.days)) from clients.relationship_spell as past
                where past.organisation_id = place.organisation_id and past.client_id = place.client_id
                    and past.contact_id = place.contact_id and past.role = 'champion' and upper(past.days) <= \(day)
            )
        from clients.contact_position as place
        left join clients.relationship_spell as spell
            on spell.organisation_id = place.organisation_id and spell.client_id = place.client_id
                and spell.contact_id = place.contact_id
                and lower(spell.days) <= \(day) and (upper_inf(spell.days) or upper(spell.days) > \(day))
        where place.organisation_id = \(organisation) and place.client_id = \(client)
        order by place.contact_id limit \(limit)
        """
    }
}

private struct RelationshipRecord: RowDecodable {
    let relationship: Relationship

    init(row: inout Row) throws {
        relationship = try StoredRecord.decode(Relationship.self, row.next())
    }
}
