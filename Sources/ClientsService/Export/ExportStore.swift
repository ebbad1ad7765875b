// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Records as they were at a moment, in the order of their ids.
enum ExportStore {
    /// The moment of the latest change that is there for all to see; nil when nothing was ever written.
    static func latest(of organisation: OrganisationID, in database: some PostgresExecutor) async throws -> Instant? {
        try await database.optionalRow(
            """
            select recorded_at from clients.feed where organisation_id = \(organisation)
            order by position desc limit 1
            """, as: Instant.self)
    }

    /// Custom fields as they were defined at a moment; nil when none were.
    static func fields(
        asOf instant: Instant, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> CustomFieldSet? {
        let record = try await database.optionalRow(
            """
            select fact.record from clients.fact
            where fact.organisation_id = \(organisation) and fact.kind = \(CustomFieldSet.kind)
                and fact.record_id = \(organisation) and fact.recorded_at <= \(instant)
            order by fact.version desc limit 1
            """, as: [UInt8].self)
        return try record.map { try StoredRecord.decode(CustomFieldSet.self, $0) }
    }

    static func clients(asOf instant: Instant, of sight: Sight, after id: UUIDValue, limit: Int) -> SQL {
        """
        select \(ClientColumns.past)
        from (
            select client.client_id from clients.client
            where client.organisation_id = \(sight.organisation) and client.client_id > \(id)
                and client.created_at <= \(instant)\(sight.sees("client.client_id"))
            order by client.client_id limit \(limit)
        ) as page
        cross join lateral (
            select version.* from clients.client_version as version
            where version.organisation_id = \(sight.organisation) and version.client_id = page.client_id
                and version.updated_at <= \(instant)
            order by version.version desc limit 1
        ) as version
        order by page.client_id
        """
    }

    /// Of each record its id, its bytes (null for one that was not there yet), and of a contact at which of his clients
    /// the caller sees him.
    static func facts(
        _ kind: ExportKind, asOf instant: Instant, of sight: Sight, after id: UUIDValue, limit: Int
    ) -> SQL {
        switch kind {
        case .contacts:
            return facts(
                .contact, asOf: instant, of: sight, places: ContactStore.places(of: sight),
                page: """
                    select contact.organisation_id, contact.contact_id, contact.contact_id as record_id
                    from clients.contact
                    where contact.organisation_id = \(sight.organisation) and contact.contact_id > \(id)
                        and contact.erased_at is null\(ContactStore.sees(sight))
                    order by contact.contact_id limit \(limit)
                    """)
        case .opportunities:
            return facts(
                .opportunity, asOf: instant, of: sight, places: "null::uuid[]",
                page: """
                    select opportunity.opportunity_id as record_id from clients.opportunity
                    where opportunity.organisation_id = \(sight.organisation) and opportunity.opportunity_id > \(id)
                        \(sight.sees("opportunity.client_id"))
                    order by opportunity.opportunity_id limit \(limit)
                    """)
        case .leads:
            return facts(
                .lead, asOf: instant, of: sight,
                places: "case when contact.hides_referrer then '{}'::uuid[] end",
                page: """
                    select lead.lead_id as record_id, \(LeadStore.hidesReferrer(from: sight)) as hides_referrer
                    from clients.lead
                    where lead.organisation_id = \(sight.organisation) and lead.lead_id > \(id)
                        and lead.erased_at is null\(LeadStore.sees(sight))
                    order by lead.lead_id limit \(limit)
                    """)
        case .contracts, .clients:
            return facts(
                .contract, asOf: instant, of: sight, places: "null::uuid[]",
                page: """
                    select contract.contract_id as record_id from clients.contract
                    where contract.organisation_id = \(sight.organisation) and contract.contract_id > \(id)
                        \(sight.sees("contract.client_id"))
                    order by contract.contract_id limit \(limit)
                    """)
        }
    }

    private static func facts(
        _ kind: ClientFeedItem.Kind, asOf instant: Instant, of sight: Sight, places: SQL, page: SQL
    ) -> SQL {
        """
        select contact.record_id, fact.record, \(places)
        from (\(page)) as contact
        left join lateral (
            select fact.record from clients.fact
            where fact.organisation_id = \(sight.organisation) and fact.kind = \(kind)
                and fact.record_id = contact.record_id and fact.recorded_at <= \(instant)
            order by fact.version desc limit 1
        ) as fact on true
        order by contact.record_id
        """
    }

    /// What a system calls the contacts and their clients; nothing of clients that stand in no contact.
    static func names(
        of contacts: [Contact], in system: ExternalSystem?, of organisation: OrganisationID,
        in database: some PostgresExecutor
    ) async throws -> ExportNames {
        var names = ExportNames()
        guard let system, !contacts.isEmpty else { return names }
        let people = contacts.map(\.id)
        let clients = contacts.flatMap { $0.positions.map(\.client) }
        let (named, namedClients) = try await database.pipeline(
            Postgres.Query.rows(
                """
                select known.contact_id, min(known.external_id) from clients.contact_external_id as known
                where known.organisation_id = \(organisation) and known.contact_id = any(\(people))
                    and known.system = \(system)
                group by known.contact_id
                """, as: (ContactID, String).self),
            Postgres.Query.rows(
                ofClients(clients, in: system, of: organisation), as: (ClientID, String).self))
        for (contact, id) in named { names.contacts[contact] = id }
        for (client, id) in namedClients { names.clients[client] = id }
        return names
    }

    /// What a system calls the opportunities and their clients.
    static func names(
        of opportunities: [Opportunity], in system: ExternalSystem?, of organisation: OrganisationID,
        in database: some PostgresExecutor
    ) async throws -> ExportNames {
        var names = ExportNames()
        guard let system, !opportunities.isEmpty else { return names }
        let (named, namedClients) = try await database.pipeline(
            Postgres.Query.rows(
                """
                select known.opportunity_id, min(known.external_id) from clients.opportunity_external_id as known
                where known.organisation_id = \(organisation)
                    and known.opportunity_id = any(\(opportunities.map(\.id))) and known.system = \(system)
                group by known.opportunity_id
                """, as: (OpportunityID, String).self),
            Postgres.Query.rows(
                ofClients(opportunities.map(\.client), in: system, of: organisation), as: (ClientID, String).self))
        for (opportunity, id) in named { names.opportunities[opportunity] = id }
        for (client, id) in namedClients { names.clients[client] = id }
        return names
    }

    /// What a system calls the leads.
    static func names(
        of leads: [Lead], in system: ExternalSystem?, of organisation: OrganisationID,
        in database: some PostgresExecutor
    ) async throws -> ExportNames {
        var names = ExportNames()
        guard let system, !leads.isEmpty else { return names }
        let named = try await database.rows(
            """
            select known.lead_id, min(known.external_id) from clients.lead_external_id as known
            where known.organisation_id = \(organisation) and known.lead_id = any(\(leads.map(\.id)))
                and known.system = \(system)
            group by known.lead_id
            """, as: (LeadID, String).self)
        for (lead, id) in named { names.leads[lead] = id }
        return names
    }

    private static func ofClients(
        _ clients: [ClientID], in system: ExternalSystem, of organisation: OrganisationID
    ) -> SQL {
        """
        select known.client_id, min(known.external_id) from clients.client_external_id as known
        where known.organisation_id = \(organisation) and known.client_id = any(\(Array(Set(clients))))
            and known.system = \(system)
        group by known.client_id
        """
    }
}

/// A record of a page of facts.
struct ExportedFact: RowDecodable {
    let id: UUIDValue
    let bytes: [UInt8]?
    let places: [ClientID]?

    init(row: inout Row) throws {
        id = try row.next()
        bytes = try row.next()
        places = try row.next()
    }
}
