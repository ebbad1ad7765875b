// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Contacts as they are now.
enum ContactStore {
    static func contact(
        _ id: ContactID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> ContactRecord? {
        try await database.optionalRow(statement(id, of: sight), as: ContactRecord.self)
    }

    static func statement(_ id: ContactID, of sight: Sight) -> SQL {
        """
        select \(record), \(places(of: sight)) from clients.contact
        where contact.organisation_id = \(sight.organisation) and contact.contact_id = \(id)\(sees(sight))
        """
    }

    static func page(
        _ filter: ContactFilter, _ tests: CustomFieldTests, of sight: Sight, after contact: ContactID?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [ContactRecord] {
        try await database.rows(
            statement(filter, tests, of: sight, after: contact, limit: limit), as: ContactRecord.self)
    }

    static func statement(
        _ filter: ContactFilter, _ tests: CustomFieldTests = .none, of sight: Sight, after contact: ContactID?,
        limit: Int
    ) -> SQL {
        """
        select \(record), \(places(of: sight))
        from (\(selection(filter, tests, of: sight, after: contact, limit: limit))) as contact
        order by contact.contact_id
        """
    }

    /// Of a `contact`. Looked up by itself, so that no plan reads the history of all contacts instead.
    static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = contact.organisation_id and fact.kind = 'contact'
                and fact.record_id = contact.contact_id and fact.version = contact.version
        )
        """
    }

    /// Of a `contact`: at which of its clients the caller sees it; null for who sees all of them.
    static func places(of sight: Sight) -> SQL {
        if sight.limited == nil { return "null::uuid[]" }
        return """
            array(
                select shown.client_id from clients.contact_position as shown
                where shown.organisation_id = contact.organisation_id and shown.contact_id = contact.contact_id
                    \(sight.sees("shown.client_id"))
            )
            """
    }

    /// The condition, beginning with `and`, that the caller sees one of the clients of a `contact`.
    static func sees(_ sight: Sight) -> SQL {
        if sight.limited == nil { return "" }
        return """
             and exists (
                select from clients.contact_position as shown
                where shown.organisation_id = contact.organisation_id and shown.contact_id = contact.contact_id
                    \(sight.sees("shown.client_id")))
            """
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    private static func selection(
        _ filter: ContactFilter, _ tests: CustomFieldTests, of sight: Sight, after contact: ContactID?, limit: Int
    ) -> SQL {
        let organisation = sight.organisation
        let after = contact ?? ContactID(UUIDValue(high: 0, low: 0))
        var words: SQL =
            if let text = filter.text { " and contact.words @@ clients.search(\(organisation), \(text))" } else { "" }
        words += tests.hold(of: "contact.contact_id", in: organisation)
        guard let client = filter.client else {
            return """
                select contact.organisation_id, contact.contact_id, contact.version from clients.contact
                where contact.organisation_id = \(organisation) and contact.contact_id > \(after)
                    and contact.erased_at is null\(words)\(sees(sight))
                order by contact.contact_id limit \(limit)
                """
        }
        return """
            select contact.organisation_id, contact.contact_id, contact.version
            from clients.contact_position as place
            join clients.contact
                on contact.organisation_id = place.organisation_id and contact.contact_id = place.contact_id
            where place.organisation_id = \(organisation) and place.client_id = \(client)
                and place.contact_id > \(after)
                and contact.erased_at is null\(words)\(sight.sees("place.client_id"))
            order by place.contact_id limit \(limit)
            """
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ contact: Contact, in write: ClientWrite) async throws {
        _ = try await write.transaction.batch(
            [putPerson(contact, in: write)] + putPositions(contact, in: write) + putChannels(contact, in: write))
    }

    private static func putPerson(_ contact: Contact, in write: ClientWrite) -> SQL {
        """
        insert into clients.contact (organisation_id, contact_id, version, searched, erased_at)
        values (\(write.organisation), \(contact.id), \(contact.version), \(ContactRules.searched(contact)),
            \(contact.erasedAt))
        on conflict on constraint contact_id_is_unique do update set
            version = excluded.version, searched = excluded.searched, erased_at = excluded.erased_at
        """
    }

    private static func putPositions(_ contact: Contact, in write: ClientWrite) -> [SQL] {
        [
            """
            delete from clients.contact_position
            where organisation_id = \(write.organisation) and contact_id = \(contact.id)
                and client_id <> all(\(contact.positions.map(\.client)))
            """,
            """
            insert into clients.contact_position as place (organisation_id, client_id, contact_id, left_on)
            select \(write.organisation)::uuid, given.client_id, \(contact.id)::uuid, given.left_on
            from unnest(\(contact.positions.map(\.client)), \(contact.positions.map(\.leftOn)))
                as given (client_id, left_on)
            on conflict on constraint contact_position_once_a_client do update set left_on = excluded.left_on
                where place.left_on is distinct from excluded.left_on
            """,
        ]
    }

    private static func putChannels(_ contact: Contact, in write: ClientWrite) -> [SQL] {
        [
            """
            delete from clients.contact_channel
            where organisation_id = \(write.organisation) and contact_id = \(contact.id)
            """,
            """
            insert into clients.contact_channel (organisation_id, contact_id, ordinal, kind, normalised)
            select \(write.organisation)::uuid, \(contact.id)::uuid, (given.ordinal - 1)::integer, given.kind,
                given.normalised
            from unnest(\(contact.channels.map(\.kind)), \(contact.channels.map(\.normalised))) with ordinality
                as given (kind, normalised, ordinal)
            """,
        ]
    }

    /// Throws `ClientNotFound` unless the caller sees all of the clients.
    static func requireClients(_ clients: [ClientID], in write: ClientWrite) async throws {
        let known = try await write.transaction.row(
            """
            select count(*) from clients.client
            where organisation_id = \(write.organisation) and client_id = any(\(clients))
                \(write.sight.sees("client.client_id"))
            """, as: Int.self)
        guard known == clients.count else { throw ClientNotFound() }
    }

    /// Throws `ContactNotFound` unless all of them are, or were, at the client.
    static func requireContacts(_ contacts: [ContactID], at client: ClientID, in write: ClientWrite) async throws {
        if contacts.isEmpty { return }
        let known = try await write.transaction.row(
            """
            select count(*) from clients.contact_position
            where organisation_id = \(write.organisation) and client_id = \(client)
                and contact_id = any(\(contacts))
            """, as: Int.self)
        guard known == Set(contacts).count else { throw ContactNotFound() }
        try await ErasureStore.requireKept(contacts, in: write)
    }

    /// Throws `ContactTimeZoneUnknown`.
    static func requireTimeZone(_ name: TimeZoneName, in write: ClientWrite) async throws {
        let isKnown = try await write.transaction.row(
            "select exists (select from pg_timezone_names where name = \(name))", as: Bool.self)
        guard isKnown else { throw ContactTimeZoneUnknown() }
    }
}

struct ContactRecord: RowDecodable {
    /// With all of its positions.
    let contact: Contact
    /// At which of its clients the caller sees it; nil for who sees all of them.
    private let places: [ClientID]?
    /// Bytes of the record as JSON.
    let size: Int

    init(row: inout Row) throws {
        let record: [UInt8] = try row.next()
        contact = try StoredRecord.decode(Contact.self, record)
        places = try row.next()
        size = record.count
    }

    /// What the caller sees of it.
    var shown: Contact { contact.shown(at: places) }

    /// What a change by the caller must leave as it is.
    var hidden: [ContactPosition] {
        guard let places else { return [] }
        return contact.positions.filter { !places.contains($0.client) }
    }
}
