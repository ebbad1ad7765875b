// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Who a subject is: his records, what names him, and the clients whose records are searched for it.
struct SubjectPerson {
    let organisation: OrganisationID
    /// As he is now.
    var contact: Contact?
    var leads: [Lead] = []
    /// At which he is or was, by any version of his records.
    var clients: [ClientID] = []
    var words = SubjectWords([])

    var ids: [UUIDValue] { [contact?.id.uuid].compactMap(\.self) + leads.map(\.id.uuid) }

    /// What the lower-case JSON of a record is like that names him or refers to him.
    var patterns: [String] {
        get throws { try words.patterns + ids.map { "%\($0.description)%" } }
    }

    /// Throws `ContactNotFound` and `LeadNotFound`.
    static func find(
        _ subject: Subject, in organisation: OrganisationID, from database: some PostgresExecutor
    ) async throws -> SubjectPerson {
        var person = SubjectPerson(organisation: organisation)
        let sight = Sight.whole(organisation)
        var contact = subject.contact
        if let id = subject.lead {
            guard let lead = try await LeadStore.lead(id, of: sight, in: database)?.lead else { throw LeadNotFound() }
            person.leads = [lead]
            contact = lead.conversion?.contact
        }
        var texts = (subject.names?.elements ?? []).map(\.text)
        if let contact {
            let versions = try await database.rows(
                SubjectStore.versions(.contact, [contact.uuid], organisation), as: StoredFact<Contact>.self
            ).map(\.record)
            guard let present = versions.last else { throw ContactNotFound() }
            person.contact = present
            person.clients = Array(Set(versions.flatMap(\.positions).map(\.client)))
            texts += versions.filter { $0.erasedAt == nil }.flatMap { [$0.name.text] + words(of: $0.channels) }
        }
        let channels = (person.contact?.channels ?? []) + person.leads.flatMap(\.channels)
        person.leads += try await leads(of: person, sharing: channels, from: database)
        let versions = try await database.rows(
            SubjectStore.versions(.lead, person.leads.map(\.id.uuid), organisation), as: StoredFact<Lead>.self
        ).map(\.record)
        texts += versions.filter { $0.erasedAt == nil }.flatMap {
            [$0.person?.text].compactMap(\.self) + words(of: $0.channels)
        }
        person.clients = Array(Set(person.clients + versions.compactMap(\.conversion?.client)))
        person.words = SubjectWords(texts.filter { $0 != SubjectWords.mark })
        let selves = try await database.rows(SubjectStore.clientVersions(person), as: SubjectClientVersion.self)
            .filter { $0.kind == .person && !$0.isParty }
        for details in selves.compactMap(\.details) {
            let details = try StoredRecord.decode(ClientDetails.self, details)
            texts += words(of: details.channels) + details.taxIds.flatMap { [$0.value.text, $0.normalised.text] }
        }
        person.words = SubjectWords(texts.filter { $0 != SubjectWords.mark })
        return person
    }

    private static func words(of channels: [ContactChannel]) -> [String] {
        channels.flatMap { [$0.value.text, $0.normalised.text] }
    }

    /// Those that have become him, and those that share a channel with him.
    private static func leads(
        of person: SubjectPerson, sharing channels: [ContactChannel], from database: some PostgresExecutor
    ) async throws -> [Lead] {
        let known = Set(person.leads.map(\.id))
        var found = try await database.rows(
            SubjectStore.leads(became: person.contact?.id, at: person.clients, person.organisation),
            as: StoredFact<Lead>.self
        ).map(\.record)
        let addresses = Set(channels.map(\.normalised.text))
        for channel in channels {
            found += try await database.rows(
                SubjectStore.leads(searched: channel.normalised.text, person.organisation),
                as: StoredFact<Lead>.self
            ).map(\.record).filter { $0.channels.contains { addresses.contains($0.normalised.text) } }
        }
        var seen = known
        return found.filter { seen.insert($0.id).inserted }
    }
}
