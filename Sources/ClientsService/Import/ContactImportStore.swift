// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What an import reads and writes of contacts.
enum ContactImportStore {
    /// What there is of the records that rows name, by the rows' indices.
    struct Known {
        var contacts: [Int: ContactRecord] = [:]
        /// Rows whose id is that of a contact which the caller does not see.
        var hidden: Set<Int> = []
        var clients: [ByteKey: ClientID] = [:]
        var ownClients: Set<ClientID> = []
        var timeZones: Set<TimeZoneName> = []

        func contact(of index: Int) throws(RejectedRow) -> ContactRecord? {
            guard !hidden.contains(index) else {
                throw RejectedRow(.taken, .externalId, "must not be another contact's")
            }
            if contacts[index]?.contact.erasedAt != nil {
                throw RejectedRow(.taken, .externalId, "must not be of a person whose data was erased")
            }
            return contacts[index]
        }

        /// The clients that a row names.
        func clients(of index: Int, _ row: ContactImportRow) throws(RejectedRow) -> [ClientID] {
            if let own = row.ownClient, ownClients.contains(own) { return [own] }
            var found: [ClientID] = []
            for id in row.clientIDs {
                guard let client = clients[ByteKey(id.text)] else {
                    throw RejectedRow(.clientUnknown, .clientExternalId, "must be the external id of a client")
                }
                if !found.contains(client) { found.append(client) }
            }
            guard row.ownClient == nil || !found.isEmpty else {
                throw RejectedRow(.clientUnknown, .client, "must be the id of a client")
            }
            return found
        }
    }

    static func known(
        _ rows: [ContactImportRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> Known {
        var known = Known()
        if rows.isEmpty { return known }
        let contacts = try await write.transaction.rows(
            statement(rows.map(\.externalID), rows.map(\.ownID), system: system, of: write.sight),
            as: FoundContact.self)
        for found in contacts {
            if let record = found.record {
                known.contacts[found.index] = record
            } else {
                known.hidden.insert(found.index)
            }
        }
        let zones = Array(Set(rows.compactMap(\.timeZone)))
        if !zones.isEmpty {
            known.timeZones = Set(
                try await write.transaction.rows(
                    "select name from pg_timezone_names where name = any(\(zones))", as: TimeZoneName.self))
        }
        let ids = rows.flatMap(\.clientIDs)
        if !ids.isEmpty {
            let clients = try await write.transaction.rows(
                clients(ids, system: system, of: write.sight), as: (Text<1, 200>, ClientID).self)
            for (id, client) in clients { known.clients[ByteKey(id.text)] = client }
        }
        let own = Array(Set(rows.compactMap(\.ownClient)))
        if !own.isEmpty {
            known.ownClients = Set(
                try await write.transaction.rows(
                    """
                    select client.client_id from clients.client
                    where client.organisation_id = \(write.organisation) and client.client_id = any(\(own))
                        \(write.sight.sees("client.client_id"))
                    """, as: ClientID.self))
        }
        return known
    }

    /// Contacts by their own ids, or else by their external ids; null for one that the caller does not see.
    static func statement(
        _ externalIDs: [Text<1, 200>], _ ids: [ContactID?], system: ExternalSystem, of sight: Sight
    ) -> SQL {
        """
        select contact.ordinal - 1, true\(ContactStore.sees(sight)),
            \(ContactStore.record), \(ContactStore.places(of: sight))
        from (
            select given.ordinal, contact.*
            \(ImportedRecords.named("contact", externalIDs, "\(ids)", system: system, of: sight.organisation))
        ) as contact
        """
    }

    private static func clients(_ ids: [Text<1, 200>], system: ExternalSystem, of sight: Sight) -> SQL {
        """
        select known.external_id, known.client_id from clients.client_external_id as known
        where known.organisation_id = \(sight.organisation) and known.system = \(system)
            and known.external_id = any(\(ids))\(sight.sees("known.client_id"))
        """
    }

    /// Many contacts as `ContactStore.put` puts one, without publishing them, and what the system calls them.
    static func put(
        _ changed: [(draft: ContactDraft, contact: Contact)], system: ExternalSystem, in write: ClientWrite
    ) async throws {
        let contacts = changed.map(\.contact)
        _ = try await write.transaction.batch([
            putPeople(contacts, in: write),
            putExternalIDs(changed.filter { $0.draft.present == nil }, system: system, in: write),
            putPositions(contacts, in: write),
            """
            delete from clients.contact_channel
            where organisation_id = \(write.organisation)
                and contact_id = any(\(changed.filter { $0.draft.present != nil }.map(\.contact.id)))
            """,
            putChannels(contacts, in: write),
        ])
    }

    private static func putPeople(_ contacts: [Contact], in write: ClientWrite) -> SQL {
        """
        insert into clients.contact (organisation_id, contact_id, version, searched)
        select \(write.organisation)::uuid, contact_id, version, searched
        from unnest(
            \(contacts.map(\.id)), \(contacts.map(\.version)), \(contacts.map(ContactRules.searched)))
            as given (contact_id, version, searched)
        on conflict on constraint contact_id_is_unique
            do update set version = excluded.version, searched = excluded.searched
        """
    }

    private static func putExternalIDs(
        _ created: [(draft: ContactDraft, contact: Contact)], system: ExternalSystem, in write: ClientWrite
    ) -> SQL {
        """
        insert into clients.contact_external_id (organisation_id, system, external_id, contact_id)
        select \(write.organisation)::uuid, \(system), external_id, contact_id
        from unnest(\(created.map(\.draft.externalID)), \(created.map(\.contact.id)))
            as given (external_id, contact_id)
        """
    }

    private static func putPositions(_ contacts: [Contact], in write: ClientWrite) -> SQL {
        let places = contacts.flatMap { contact in contact.positions.map { (contact.id, $0) } }
        return """
            insert into clients.contact_position as place (organisation_id, client_id, contact_id, left_on)
            select \(write.organisation)::uuid, client_id, contact_id, left_on
            from unnest(
                \(places.map(\.0)), \(places.map(\.1.client)), \(places.map(\.1.leftOn)))
                as given (contact_id, client_id, left_on)
            on conflict on constraint contact_position_once_a_client do update set left_on = excluded.left_on
                where place.left_on is distinct from excluded.left_on
            """
    }

    private static func putChannels(_ contacts: [Contact], in write: ClientWrite) -> SQL {
        let channels = contacts.flatMap { contact in
            contact.channels.enumerated().map { (contact.id, $0.offset, $0.element) }
        }
        return """
            insert into clients.contact_channel (organisation_id, contact_id, ordinal, kind, normalised)
            select \(write.organisation)::uuid, contact_id, ordinal::integer, kind, normalised
            from unnest(
                \(channels.map(\.0)), \(channels.map(\.1)), \(channels.map(\.2.kind)),
                \(channels.map(\.2.normalised)))
                as given (contact_id, ordinal, kind, normalised)
            """
    }
}

private struct FoundContact: RowDecodable {
    let index: Int
    /// Nil for one that the caller does not see.
    let record: ContactRecord?

    init(row: inout Row) throws {
        index = try row.next()
        let isSeen: Bool = try row.next()
        let found = try ContactRecord(row: &row)
        record = isSeen ? found : nil
    }
}
