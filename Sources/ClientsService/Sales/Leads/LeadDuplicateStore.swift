// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Clients and contacts whom a lead may be.
enum LeadDuplicateStore {
    /// Offered clients, and contacts, at most, as the contract says.
    static let limit = 20

    /// What says how a company is organised in law, rather than which one it is: in lower case, as single words.
    private static let legalForms = [
        "ab", "ag", "aps", "as", "asa", "bhd", "bv", "co", "company", "corp", "corporation", "doo", "eg", "ev", "gbr",
        "gmbh", "inc", "incorporated", "kft", "kg", "kgaa", "kk", "limited", "llc", "llp", "ltd", "mbh", "nv", "ohg",
        "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "sdn", "se", "sl", "spa", "spzoo", "srl", "sro", "the",
        "ug", "und", "and",
    ]

    /// Of the same name, by id.
    static func clients(named name: Text<1, 200>, in write: ClientWrite) async throws -> [DuplicateClient] {
        try await write.transaction.rows(
            statement(named: name, of: write.sight), as: (ClientID, Text<1, 200>).self
        ).map { DuplicateClient(client: $0.0, name: $0.1, reasons: [.sameName]) }
    }

    static func statement(named name: Text<1, 200>, of sight: Sight) -> SQL {
        """
        with wanted as (select clients.telling_words(\(name), \(legalForms)) as words)
        select client.client_id, client.name
        from wanted
        join clients.client on client.name_words @@ clients.has_words(\(sight.organisation), wanted.words)
        where client.organisation_id = \(sight.organisation)
            and clients.telling_words(client.name, \(legalForms)) = wanted.words
            \(sight.sees("client.client_id"))
        order by client.client_id limit \(limit)
        """
    }

    /// Known by one of the channels or by the domain of one, by id.
    static func clients(knownBy channels: [ContactChannel], in write: ClientWrite) async throws -> [DuplicateClient] {
        let keys = LeadRules.keys(of: channels)
        if keys.isEmpty { return [] }
        return try await write.transaction.rows(
            statement(knownBy: keys.map(\.key), as: keys.map(\.reason), of: write.sight), as: FoundClient.self
        ).map(\.duplicate)
    }

    static func statement(knownBy keys: [ClientKey], as reasons: [DuplicateReason], of sight: Sight) -> SQL {
        """
        select client.client_id, client.name, array_agg(distinct given.reason)
        from unnest(\(keys.map(\.kind.rawValue)), \(keys.map(\.text)), \(reasons.map(\.rawValue)))
            as given (kind, key, reason)
        join clients.client_key as known
            on known.organisation_id = \(sight.organisation) and known.kind = given.kind and known.key = given.key
        join clients.client on client.organisation_id = known.organisation_id and client.client_id = known.client_id
        where true\(sight.sees("known.client_id"))
        group by client.client_id, client.name
        order by client.client_id limit \(limit)
        """
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

private struct FoundClient: RowDecodable {
    let duplicate: DuplicateClient

    init(row: inout Row) throws {
        let client: ClientID = try row.next()
        let name: Text<1, 200> = try row.next()
        let words: [String] = try row.next()
        duplicate = DuplicateClient(
            client: client, name: name, reasons: DuplicateReason.allCases.filter { words.contains($0.rawValue) })
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
