// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Clients and contacts whom a lead may be.
enum LeadDuplicateStore {
    /// Offered clients, and contacts, at most, as the contract says.
    static let limit = 20

    /// Likeliest first.
    static func clients(of lead: Lead, in write: ClientWrite) async throws -> [DuplicateClient] {
        let details = ClientDetails(domains: [], taxIds: [], channels: lead.channels, addresses: [])
        return try await DuplicateFinder.duplicates(
            of: .draft(lead.company == nil ? .person : .company, lead.clientName(), details), from: .standard,
            write.sight, in: write.transaction
        ).prefix(limit).map {
            DuplicateClient(client: $0.client, name: $0.profile.name, reasons: $0.match.reasons)
        }
    }

    /// Contacts who have one of the channels, by id, and the clients at which they are.
    static func contacts(
        by channels: [ContactChannel], in write: ClientWrite
    ) async throws -> (contacts: [DuplicateContact], clients: [DuplicateClient]) {
        if channels.isEmpty { return ([], []) }
        let found = try await write.transaction.rows(
            statement(by: channels, of: write.sight), as: FoundContact.self)
        let contacts = found.map {
            DuplicateContact(contact: $0.contact.id, name: $0.contact.name, reasons: $0.reasons)
        }
        let reasons = found.flatMap { found in found.contact.positions.map { ($0.client, found.reasons) } }
        let named = try await names(of: reasons.map(\.0), in: write)
        let clients = named.map { client, name in
            let shared = Set(reasons.filter { $0.0 == client }.flatMap(\.1))
            return DuplicateClient(
                client: client, name: name, reasons: DuplicateReason.allCases.filter(shared.contains))
        }
        return (contacts, clients)
    }

    static func statement(by channels: [ContactChannel], of sight: Sight) -> SQL {
        """
        select (
                select fact.record from clients.contact
                join clients.fact on fact.organisation_id = contact.organisation_id and fact.kind = 'contact'
                    and fact.record_id = contact.contact_id and fact.version = contact.version
                where contact.organisation_id = \(sight.organisation) and contact.contact_id = same.contact_id
            ), same.has_email, same.has_phone
        from (
            select known.contact_id, bool_or(known.kind = 'email') as has_email,
                bool_or(known.kind = 'phone') as has_phone
            from unnest(\(channels.map(\.kind)), \(channels.map(\.normalised))) as given (kind, normalised)
            join clients.contact_channel as known
                on known.organisation_id = \(sight.organisation) and known.kind = given.kind
                    and known.normalised = given.normalised
            join clients.contact
                on contact.organisation_id = known.organisation_id and contact.contact_id = known.contact_id
            where true\(ContactStore.sees(sight))
            group by known.contact_id
            order by known.contact_id limit \(limit)
        ) as same
        order by same.contact_id
        """
    }

    private static func names(
        of clients: [ClientID], in write: ClientWrite
    ) async throws -> [(ClientID, Text<1, 200>)] {
        try await write.transaction.rows(
            """
            select client_id, name from clients.client
            where client.organisation_id = \(write.organisation) and client.client_id = any(\(clients))
                \(write.sight.sees("client.client_id"))
            order by client_id limit \(limit)
            """, as: (ClientID, Text<1, 200>).self)
    }
}

private struct FoundContact: RowDecodable {
    let contact: Contact
    let reasons: [DuplicateReason]

    init(row: inout Row) throws {
        contact = try StoredRecord.decode(Contact.self, row.next())
        let hasEmail: Bool = try row.next()
        let hasPhone: Bool = try row.next()
        reasons = (hasEmail ? [.sameEmail] : []) + (hasPhone ? [.samePhone] : [])
    }
}
