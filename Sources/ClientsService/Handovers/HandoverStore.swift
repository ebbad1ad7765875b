// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Handovers as they are now.
enum HandoverStore {
    static func handover(
        _ id: HandoverID, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Handover? {
        try await database.optionalRow(statement(id, of: sight), as: StoredFact<Handover>.self)?.record
    }

    /// Throws `HandoverNotFound` and `VersionConflict`.
    static func handover(_ id: HandoverID, ifVersion: Version, in write: ClientWrite) async throws -> Handover {
        guard let handover = try await handover(id, of: write.sight, in: write.transaction) else {
            throw HandoverNotFound()
        }
        guard handover.version == ifVersion else { throw VersionConflict(currentVersion: handover.version) }
        return handover
    }

    /// The one that is open or returned.
    static func underWay(of client: ClientID, in write: ClientWrite) async throws -> Handover? {
        try await write.transaction.optionalRow(
            """
            select \(record) from clients.handover
            where handover.organisation_id = \(write.organisation) and handover.client_id = \(client)
                and handover.state in ('open', 'returned')
            """, as: StoredFact<Handover>.self)?.record
    }

    /// Throws `HandoverUnderWay`.
    static func requireNone(of client: ClientID, in write: ClientWrite) async throws {
        if let present = try await underWay(of: client, in: write) { throw HandoverUnderWay(handover: present.id) }
    }

    /// Throws `ContactNotFound` unless the caller sees all of them.
    static func requireContacts(_ contacts: [ContactID], in write: ClientWrite) async throws {
        if contacts.isEmpty { return }
        let known = try await write.transaction.row(
            """
            select count(*) from clients.contact
            where contact.organisation_id = \(write.organisation) and contact.contact_id = any(\(contacts))
                \(ContactStore.sees(write.sight))
            """, as: Int.self)
        guard known == Set(contacts).count else { throw ContactNotFound() }
        try await ErasureStore.requireKept(contacts, in: write)
    }

    static func statement(_ id: HandoverID, of sight: Sight) -> SQL {
        """
        select \(record) from clients.handover
        where handover.organisation_id = \(sight.organisation) and handover.handover_id = \(id)
            \(sight.sees("handover.client_id"))
        """
    }

    static func statement(
        _ filter: HandoverFilter, of sight: Sight, after handover: HandoverID?, limit: Int
    ) -> SQL {
        let after = handover ?? HandoverID(UUIDValue(high: 0, low: 0))
        var condition: SQL = "handover.organisation_id = \(sight.organisation) and handover.handover_id > \(after)"
        if let client = filter.client { condition += " and handover.client_id = \(client)" }
        if let user = filter.incoming { condition += " and handover.incoming_id = \(user)" }
        if let user = filter.outgoing { condition += " and handover.outgoing_id = \(user)" }
        if let state = filter.state { condition += " and handover.state = \(state)" }
        return """
            select \(record)
            from (
                select handover.organisation_id, handover.handover_id, handover.version from clients.handover
                where \(condition)\(sight.sees("handover.client_id"))
                order by handover.handover_id limit \(limit)
            ) as handover
            order by handover.handover_id
            """
    }

    /// Of a `handover`. Looked up by itself, so that no plan reads the history of all handovers instead.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = handover.organisation_id and fact.kind = 'handover'
                and fact.record_id = handover.handover_id and fact.version = handover.version
        )
        """
    }

    /// Puts the record in the place of the one before, if any, without publishing it.
    static func put(_ handover: Handover, in write: ClientWrite) async throws {
        try await write.transaction.execute(
            """
            insert into clients.handover (
                organisation_id, handover_id, client_id, version, state, outgoing_id, incoming_id,
                opened_on)
            values (
                \(write.organisation), \(handover.id), \(handover.client), \(handover.version), \(handover.state),
                \(handover.outgoing), \(handover.incoming), \(handover.openedOn))
            on conflict on constraint handover_id_is_unique do update set
                version = excluded.version, state = excluded.state, incoming_id = excluded.incoming_id
            """)
    }
}
