// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Takes a person out of all that is kept, table by table, and counts. One transaction, under the organisation's lock.
struct Erasure {
    struct Tally {
        var erased = 0
        var pseudonymised = 0
        var retained = 0
    }

    let person: SubjectPerson
    let write: ClientWrite
    let author: String
    var tallies: [SubjectTable: Tally] = [:]
    var changes: [ClientChange] = []
    private var facts: [ClientFact] = []

    init(of person: SubjectPerson, by author: String, in write: ClientWrite) {
        self.person = person
        self.write = write
        self.author = author
    }

    mutating func run() async throws -> [SubjectTally] {
        try await eraseFacts()
        try await eraseRecords()
        try await eraseTexts()
        try await eraseFields()
        try await eraseClients()
        try await eraseMerges()
        try await eraseOutcomes()
        try await write.publish(changes, facts)
        return try tallies.filter { $0.value.erased + $0.value.pseudonymised + $0.value.retained > 0 }
            .sorted { $0.key.rawValue < $1.key.rawValue }
            .map { table, tally in
                SubjectTally(
                    table: try Text(validating: table.rawValue), erased: Count(tally.erased),
                    pseudonymised: Count(tally.pseudonymised), retained: Count(tally.retained),
                    reason: tally.retained == 0
                        ? nil : try Text(validating: table.retention ?? "Kept for what refers to it."))
            }
    }

    /// Every version of every record that names him.
    private mutating func eraseFacts() async throws {
        let found = try await write.transaction.rows(SubjectStore.facts(person), as: SubjectFact.self)
        var changed: [(fact: SubjectFact, image: [UInt8])] = []
        for fact in found {
            let image = try ErasureRules.image(fact, without: person)
            if let image { changed.append((fact, image)) }
            if try ErasureRules.names(image ?? fact.image, person.words) {
                tallies[.fact, default: Tally()].retained += 1
            } else if image != nil {
                tallies[.fact, default: Tally()].pseudonymised += 1
            }
        }
        try await write.transaction.execute(
            """
            update clients.fact set record = given.record
            from unnest(
                \(changed.map(\.fact.kind)), \(changed.map(\.fact.record)), \(changed.map(\.fact.version)),
                \(changed.map(\.image))) as given (kind, record_id, version, record)
            where fact.organisation_id = \(person.organisation) and fact.kind = given.kind
                and fact.record_id = given.record_id and fact.version = given.version
            """)
    }

    /// His own records, whose next version says that he was erased; and what is thought of him.
    private mutating func eraseRecords() async throws {
        var kinds: [ClientFeedItem.Kind] = []
        if let contact = person.contact {
            tallies[.relationshipSpell, default: Tally()].erased += try await write.transaction.execute(
                """
                update clients.relationship_spell set influence = null, sentiment = null
                where organisation_id = \(person.organisation) and client_id = any(\(person.clients))
                    and contact_id = \(contact.id) and (influence is not null or sentiment is not null)
                """)
            tallies[.contactExternalId, default: Tally()].erased += try await write.transaction.execute(
                """
                delete from clients.contact_external_id
                where organisation_id = \(person.organisation) and contact_id = \(contact.id)
                """)
            if contact.erasedAt == nil {
                let erased = try ErasureRules.contact(contact, words: person.words).erased(at: write.now)
                try await ContactStore.put(erased, in: write)
                facts.append(try .contact(erased))
                kinds.append(.contact)
                tallies[.contact, default: Tally()].pseudonymised += 1
                tallies[.contactChannel, default: Tally()].erased += contact.channels.count
            }
        }
        for lead in person.leads where lead.erasedAt == nil {
            var erased = try ErasureRules.lead(lead, words: person.words)
            erased.version = lead.version.next
            erased.updatedAt = write.now
            erased.erasedAt = write.now
            try await LeadStore.put(erased, in: write)
            tallies[.leadExternalId, default: Tally()].erased += try await write.transaction.execute(
                """
                delete from clients.lead_external_id
                where organisation_id = \(person.organisation) and lead_id = \(lead.id)
                """)
            facts.append(try .lead(erased))
            kinds.append(.lead)
            tallies[.lead, default: Tally()].pseudonymised += 1
        }
        try await write.transaction.execute(
            ErasureStore.record(kinds, facts.map(\.record), by: author, in: write))
    }

    /// Texts that stand in tables of their own as well.
    private mutating func eraseTexts() async throws {
        let patterns = try person.words.patterns
        if let contact = person.contact {
            let found = try await write.transaction.rows(
                """
                select number, evidence from clients.consent
                where organisation_id = \(person.organisation) and contact_id = \(contact.id)
                """, as: (Int64, String).self)
            let named = found.filter { person.words.redacted($0.1) != $0.1 }
            tallies[.consent, default: Tally()].pseudonymised += try await write.transaction.execute(
                """
                update clients.consent set evidence = given.evidence
                from unnest(\(named.map(\.0)), \(named.map { person.words.redacted($0.1) }))
                    as given (number, evidence)
                where consent.organisation_id = \(person.organisation) and consent.contact_id = \(contact.id)
                    and consent.number = given.number
                """)
        }
        let opportunities = try await write.transaction.rows(
            """
            select opportunity_id, name from clients.opportunity
            where organisation_id = \(person.organisation) and client_id = any(\(person.clients))
                and lower(name collate "und-x-icu") like any(\(patterns))
            """, as: (OpportunityID, String).self
        ).filter { person.words.redacted($0.1) != $0.1 }
        tallies[.opportunity, default: Tally()].pseudonymised += try await write.transaction.execute(
            """
            update clients.opportunity set name = given.name
            from unnest(\(opportunities.map(\.0)), \(opportunities.map { person.words.redacted($0.1) }))
                as given (opportunity_id, name)
            where opportunity.organisation_id = \(person.organisation)
                and opportunity.opportunity_id = given.opportunity_id
            """)
        try await eraseContractChanges()
    }

    private mutating func eraseContractChanges() async throws {
        let found = try await write.transaction.rows(
            SubjectStore.contractChanges(person), as: (ContractID, Version, [UInt8]).self)
        for (contract, version, record) in found {
            let image = try ErasureRules.redacted(record, person.words) {
                _ = try StoredRecord.decode(ContractChange.self, $0)
            }
            if let image {
                try await write.transaction.execute(
                    """
                    update clients.contract_change set record = \(image)
                    where organisation_id = \(person.organisation) and contract_id = \(contract)
                        and version = \(version)
                    """)
            }
            if try ErasureRules.names(image ?? record, person.words) {
                tallies[.contractChange, default: Tally()].retained += 1
            } else if image != nil {
                tallies[.contractChange, default: Tally()].pseudonymised += 1
            }
        }
    }

    /// What commands answered, so that a repeated one does not tell of him.
    private mutating func eraseOutcomes() async throws {
        let found = try await write.transaction.rows(
            SubjectStore.outcomes(person), as: (String, [UInt8]).self)
        for (key, outcome) in found {
            guard let image = try RecordTexts.rewriting(outcome, person.words.redacted) else { continue }
            tallies[.idempotencyKey, default: Tally()].pseudonymised += try await write.transaction.execute(
                """
                update clients.idempotency_key set outcome = \(image)
                where organisation_id = \(person.organisation) and key = \(key)
                """)
        }
    }
}

extension Contact {
    fileprivate func erased(at instant: Instant) -> Contact {
        Contact(
            id: id, version: version.next, name: name, positions: positions, channels: channels,
            preferredTimes: preferredTimes, createdAt: createdAt, updatedAt: instant, erasedAt: instant)
    }
}
