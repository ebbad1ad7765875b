// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What records are once a person's data is erased.
enum ErasureRules {
    /// The other side's signatory, whom the contract is kept for.
    static let kept: Set<String> = ["theirs"]
    /// Of a lead who is somebody else of the same name.
    private static let others: Set<String> = ["channels", "person"]

    static func contact(_ contact: Contact, words: SubjectWords) throws -> Contact {
        Contact(
            id: contact.id, version: contact.version, name: try Text(validating: SubjectWords.mark),
            positions: try contact.positions.map {
                ContactPosition(client: $0.client, role: try Text(validating: SubjectWords.mark), leftOn: $0.leftOn)
            }, channels: [], preferredTimes: [], createdAt: contact.createdAt, updatedAt: contact.updatedAt,
            erasedAt: contact.erasedAt)
    }

    static func lead(_ lead: Lead, words: SubjectWords) throws -> Lead {
        var erased = lead
        erased.company = try redacted(lead.company, words)
        erased.person = lead.person == nil ? nil : try Text(validating: SubjectWords.mark)
        erased.position = nil
        erased.channels = []
        erased.language = nil
        erased.source = try redacted(lead.source, words)
        erased.need = try lead.need.map { try LongText(validating: words.redacted($0.text)) }
        erased.disqualification = try redacted(lead.disqualification, words)
        return erased
    }

    private static func redacted<let low: Int, let high: Int>(
        _ text: Text<low, high>?, _ words: SubjectWords
    ) throws -> Text<low, high>? {
        try text.map { try Text(validating: words.redacted($0.text)) }
    }

    private static func relationship(_ relationship: Relationship) -> Relationship {
        Relationship(
            id: relationship.id, version: relationship.version, client: relationship.client,
            contact: relationship.contact,
            spells: relationship.spells.map {
                RelationshipSpell(
                    from: $0.from, until: $0.until, role: $0.role, reportsTo: $0.reportsTo, owner: $0.owner)
            }, createdAt: relationship.createdAt, confirmedAt: relationship.confirmedAt)
    }

    /// The image of a fact without the person; nil when it stays as it is.
    static func image(_ fact: SubjectFact, without person: SubjectPerson) throws -> [UInt8]? {
        let words = person.words
        var image: [UInt8]?
        switch fact.kind {
        case .contact where fact.record == person.contact?.id.uuid:
            image = try StoredRecord.encode(contact(StoredRecord.decode(Contact.self, fact.image), words: words))
        case .lead where person.leads.contains { $0.id.uuid == fact.record }:
            image = try StoredRecord.encode(lead(StoredRecord.decode(Lead.self, fact.image), words: words))
        case .relationship:
            let found = try StoredRecord.decode(Relationship.self, fact.image)
            guard found.contact == person.contact?.id else { return nil }
            image = try StoredRecord.encode(relationship(found))
        default:
            let left = fact.kind == .lead ? others : kept
            image = try redacted(fact.image, words, leavingOut: left) { image in
                _ = try ClientFeedItem(fact.kind, at: .start, fact.recordedAt, image, shownAt: nil)
            }
        }
        return image == fact.image ? nil : image
    }

    /// The record without the words in its texts; nil when it stays as it is. Where a word is one of the record's own
    /// vocabulary, which `check` finds, texts of one word stay.
    static func redacted(
        _ record: [UInt8], _ words: SubjectWords, leavingOut names: Set<String> = kept,
        check: ([UInt8]) throws -> Void
    ) throws -> [UInt8]? {
        guard let image = try RecordTexts.rewriting(record, leavingOut: names, words.redacted) else { return nil }
        do {
            try check(image)
            return image
        } catch {
            let careful = try RecordTexts.rewriting(record, leavingOut: names) { text in
                text.contains(" ") ? words.redacted(text) : text
            }
            try careful.map(check)
            return careful
        }
    }

    /// Whether a record that was redacted still names the person.
    static func names(_ record: [UInt8], _ words: SubjectWords) throws -> Bool {
        try RecordTexts.rewriting(record, words.redacted) != nil
    }

    /// The details of a client that stays, without channels of the person's.
    static func details(_ details: [UInt8], _ words: SubjectWords) throws -> ClientDetails {
        let redacted = try RecordTexts.rewriting(details, words.redacted) ?? details
        let found = try StoredRecord.decode(ClientDetails.self, redacted)
        return ClientDetails(
            domains: found.domains, taxIds: found.taxIds,
            channels: found.channels.filter { words.redacted($0.value.text) == $0.value.text && !isMarked($0) },
            addresses: found.addresses, employees: found.employees)
    }

    private static func isMarked(_ channel: ContactChannel) -> Bool {
        channel.value.text.contains(SubjectWords.mark) || channel.value.text.allSatisfy { $0 == "*" }
    }
}
