// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What an import reads and writes of opportunities.
enum OpportunityImportStore {
    struct Changed {
        let draft: OpportunityDraft
        let opportunity: Opportunity
    }

    /// What there is of the records that rows name.
    struct Known {
        /// By the rows' indices, as the hidden ones.
        var opportunities: [Int: Opportunity] = [:]
        var hidden: Set<Int> = []
        /// Clients that the caller sees.
        var clients: [ByteKey: ClientID] = [:]
        var currencies: [ClientID: CurrencyCode] = [:]
        var ownClients: Set<ClientID> = []
        var contacts: [ByteKey: ContactID] = [:]
        /// At which clients contacts are whose data is there.
        var places: [ContactID: Set<ClientID>] = [:]

        func opportunity(of index: Int) throws(RejectedRow) -> Opportunity? {
            guard !hidden.contains(index) else {
                throw RejectedRow(.taken, .externalId, "must not be another opportunity's")
            }
            return opportunities[index]
        }

        /// The client that a row names, or that the opportunity has.
        func client(
            of row: OpportunityImportRow, otherwise present: ClientID?
        ) throws(RejectedRow) -> ClientID {
            if let own = row.ownClient, ownClients.contains(own) { return own }
            guard let id = row.clientID else {
                guard let present else {
                    throw RejectedRow(.clientMissing, .clientExternalId, "must be given for a new opportunity")
                }
                return present
            }
            guard let client = clients[ByteKey(id.text)] else {
                throw RejectedRow(
                    .clientUnknown, row.ownClient == nil ? .clientExternalId : .client, "must be the id of a client")
            }
            return client
        }

        /// The contact that a row names, who must be at the client; nil when it names none, or the present one.
        func contact(
            of row: OpportunityImportRow, at client: ClientID, present: ContactID?
        ) throws(RejectedRow) -> ContactID? {
            let named = row.ownContact.flatMap { places[$0] == nil && $0 != present ? nil : $0 }
            guard let contact = named ?? row.contactID.flatMap({ contacts[ByteKey($0.text)] }) else {
                if row.contactID == nil { return nil }
                throw RejectedRow(
                    .contactUnknown, row.ownContact == nil ? .contactExternalId : .contact,
                    "must be the id of a contact")
            }
            if contact == present { return nil }
            guard places[contact]?.contains(client) == true else {
                throw RejectedRow(
                    .contactUnknown, row.ownContact == nil ? .contactExternalId : .contact,
                    "must be a contact of the client")
            }
            return contact
        }
    }

    static func known(
        _ rows: [OpportunityImportRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> Known {
        var known = Known()
        if rows.isEmpty { return known }
        let found = try await write.transaction.rows(
            statement(rows.map(\.externalID), rows.map(\.ownID), system: system, of: write.sight),
            as: (Int, Bool, [UInt8]).self)
        for (index, isSeen, record) in found {
            if isSeen {
                known.opportunities[index] = try StoredRecord.decode(Opportunity.self, record)
            } else {
                known.hidden.insert(index)
            }
        }
        let clients = try await write.transaction.rows(
            clients(rows.compactMap(\.clientID), rows.compactMap(\.ownClient), system: system, of: write.sight),
            as: (Text<1, 200>?, ClientID, CurrencyCode?).self)
        for (id, client, currency) in clients {
            if let id { known.clients[ByteKey(id.text)] = client } else { known.ownClients.insert(client) }
            known.currencies[client] = currency
        }
        let contacts = try await write.transaction.rows(
            contacts(rows.compactMap(\.contactID), rows.compactMap(\.ownContact), system: system, in: write),
            as: (Text<1, 200>?, ContactID, ClientID).self)
        for (id, contact, client) in contacts {
            if let id { known.contacts[ByteKey(id.text)] = contact }
            known.places[contact, default: []].insert(client)
        }
        return known
    }

    /// Opportunities by their own ids, or else by their external ids, and whether the caller sees them.
    static func statement(
        _ externalIDs: [Text<1, 200>], _ ids: [OpportunityID?], system: ExternalSystem, of sight: Sight
    ) -> SQL {
        """
        select opportunity.ordinal - 1, true\(sight.sees("opportunity.client_id")), \(OpportunityListStore.record)
        from (
            select given.ordinal, opportunity.*
            \(ImportedRecords.named("opportunity", externalIDs, "\(ids)", system: system, of: sight.organisation))
        ) as opportunity
        """
    }

    /// Clients that the caller sees by what the system calls them, or else, with no such id, by their own ids.
    private static func clients(
        _ externalIDs: [Text<1, 200>], _ ids: [ClientID], system: ExternalSystem, of sight: Sight
    ) -> SQL {
        """
        select known.external_id, known.client_id, client.currency from clients.client_external_id as known
        join clients.client on client.organisation_id = known.organisation_id and client.client_id = known.client_id
        where known.organisation_id = \(sight.organisation) and known.system = \(system)
            and known.external_id = any(\(externalIDs))\(sight.sees("known.client_id"))
        union all
        select null, client.client_id, client.currency from clients.client
        where client.organisation_id = \(sight.organisation) and client.client_id = any(\(ids))
            \(sight.sees("client.client_id"))
        """
    }

    /// The same of contacts whose data is there, with each of their clients.
    private static func contacts(
        _ externalIDs: [Text<1, 200>], _ ids: [ContactID], system: ExternalSystem, in write: ClientWrite
    ) -> SQL {
        """
        select given.external_id, place.contact_id, place.client_id
        from (
            select known.external_id, known.contact_id from clients.contact_external_id as known
            where known.organisation_id = \(write.organisation) and known.system = \(system)
                and known.external_id = any(\(externalIDs))
            union all
            select null, contact_id from unnest(\(ids)) as given (contact_id)
        ) as given
        join clients.contact on contact.organisation_id = \(write.organisation)
            and contact.contact_id = given.contact_id and contact.erased_at is null
        join clients.contact_position as place on place.organisation_id = \(write.organisation)
            and place.contact_id = given.contact_id
        """
    }

    /// Many opportunities as `OpportunityStore.put` puts one, without publishing them; their lines stay. Puts what the
    /// system calls the new ones, and by what all are found, as well.
    static func put(_ changed: [Changed], system: ExternalSystem, in write: ClientWrite) async throws {
        let created = changed.filter { $0.draft.present == nil }
        _ = try await write.transaction.batch([
            putOpportunities(changed.map(\.opportunity), in: write),
            """
            insert into clients.opportunity_external_id (organisation_id, system, external_id, opportunity_id)
            select \(write.organisation)::uuid, \(system), external_id, opportunity_id
            from unnest(\(created.map(\.draft.externalID)), \(created.map(\.opportunity.id)))
                as given (external_id, opportunity_id)
            """,
        ])
        try await CustomFieldChange.put(
            changed.compactMap { item in item.draft.change.map { (record: item.opportunity.id.uuid, change: $0) } },
            in: write)
    }

    private static func putOpportunities(_ opportunities: [Opportunity], in write: ClientWrite) -> SQL {
        """
        insert into clients.opportunity (
            organisation_id, opportunity_id, client_id, version, business, stage, outcome, closed_on, probability,
            currency, minor_units, expected_close_on, owner_id, name)
        select \(write.organisation)::uuid, opportunity_id, client_id, version, business, stage, outcome, closed_on,
            probability, currency, minor_units, expected_close_on, owner_id, name
        from unnest(
            \(opportunities.map(\.id)), \(opportunities.map(\.client)), \(opportunities.map(\.version)),
            \(opportunities.map(\.kind)), \(opportunities.map(\.stage)), \(opportunities.map(\.closing?.outcome)),
            \(opportunities.map(\.closing?.on)), \(opportunities.map(\.probability)),
            \(opportunities.map(\.amount.currency)), \(opportunities.map(\.amount.minorUnits)),
            \(opportunities.map(\.expectedCloseOn)), \(opportunities.map(\.owner)), \(opportunities.map(\.name))
        ) as given (
            opportunity_id, client_id, version, business, stage, outcome, closed_on, probability, currency,
            minor_units, expected_close_on, owner_id, name)
        on conflict on constraint opportunity_id_is_unique do update set
            version = excluded.version, business = excluded.business, stage = excluded.stage,
            outcome = excluded.outcome, closed_on = excluded.closed_on, probability = excluded.probability,
            currency = excluded.currency, minor_units = excluded.minor_units,
            expected_close_on = excluded.expected_close_on, owner_id = excluded.owner_id, name = excluded.name
        """
    }
}
