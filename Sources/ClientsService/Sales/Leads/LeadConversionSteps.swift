// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// What a conversion makes, step by step; all of it is published at the end.
struct LeadConversionSteps {
    /// Positions that a contact has at most.
    private static let positionLimit = 50

    private let lead: Lead
    private let command: ConvertLead
    private let caller: Caller
    private let write: ClientWrite
    private var changes: [ClientChange] = []
    private var facts: [ClientFact] = []

    init(lead: Lead, command: ConvertLead, caller: Caller, write: ClientWrite) {
        self.lead = lead
        self.command = command
        self.caller = caller
        self.write = write
    }

    /// The client that was named, or a new prospect.
    mutating func makeClient() async throws -> ClientID {
        if let client = command.client {
            try Self.requireNone(command.clientFields, at: "$.clientFields")
            return client
        }
        let client = ClientID.new(at: write.now)
        let change = try await CustomFieldStore.change(
            command.clientFields, of: .client, isNew: true, at: "$.clientFields", in: write)
        var profile = ClientProfile(
            kind: lead.company == nil ? .person : .company, name: try lead.clientName(), lifecycle: .prospect,
            industry: lead.industry, country: lead.country, currency: lead.estimate?.currency, locale: lead.language)
        profile.fields = change.values
        try await write.transaction.execute(ClientStore.insert(client, profile, in: write))
        try await change.put(for: client.uuid, in: write)
        changes.append(ClientChange(client: client, kind: .created))
        let grants = AccessGrantStore.created([client], by: caller, in: write)
        try await AccessGrantStore.put(grants, in: write)
        facts += try grants.map(ClientFact.accessGrant)
        return client
    }

    /// The contact who was named, with a position at the client, or a new one when the lead has a person.
    mutating func makeContact(_ known: Contact?, at client: ClientID) async throws -> ContactID? {
        if known != nil || lead.person == nil { try Self.requireNone(command.contactFields, at: "$.contactFields") }
        guard known != nil || lead.person != nil else { return nil }
        if let known, known.positions.contains(where: { $0.client == client }) { return known.id }
        guard let role = command.position ?? lead.position else {
            throw InvalidParams(path: "$.position", rule: "must be given, as the lead has none")
        }
        let position = ContactPosition(client: client, role: role)
        var change: CustomFieldChange?
        if known == nil {
            change = try await CustomFieldStore.change(
                command.contactFields, of: .contact, isNew: true, at: "$.contactFields", in: write)
        }
        let contact = try contact(known, at: position, fields: change?.values)
        try await ContactStore.put(contact, in: write)
        try await change?.put(for: contact.id.uuid, in: write)
        facts.append(try .contact(contact))
        return contact.id
    }

    /// `fields` are those of a new one.
    private func contact(
        _ known: Contact?, at position: ContactPosition, fields: [CustomFieldValue]?
    ) throws -> Contact {
        guard let known else {
            return Contact(
                id: .new(at: write.now), version: .first, name: try lead.person ?? lead.clientName(),
                positions: [position],
                channels: lead.channels, language: lead.language, preferredTimes: [], fields: fields,
                createdAt: write.now, updatedAt: write.now)
        }
        guard known.positions.count < Self.positionLimit else {
            throw TooManyPositions(limit: Count(Self.positionLimit))
        }
        return Contact(
            id: known.id, version: known.version.next, name: known.name, positions: known.positions + [position],
            channels: known.channels, language: known.language, timeZone: known.timeZone,
            preferredTimes: known.preferredTimes, fields: known.fields, createdAt: known.createdAt, updatedAt: write.now
        )
    }

    mutating func makeOpportunity(with client: ClientID, contact: ContactID?) async throws -> OpportunityID? {
        guard let asked = command.opportunity else { return nil }
        let (lines, amount) = try amountAndLines(of: asked)
        try await ProductStore.require(lines.map(\.product), in: write)
        let (stages, made) = try await StageStore.list(in: write)
        var opportunity = Opportunity(
            id: .new(at: write.now), client: client, kind: asked.kind ?? .new, name: asked.name,
            stage: try stages.open(asked.stage).code, amount: amount, lines: lines, lead: lead.id, at: write.now)
        opportunity.expectedCloseOn = asked.expectedCloseOn
        opportunity.owner = asked.owner ?? lead.owner
        opportunity.contact = contact
        opportunity.source = lead.source
        let change = try await CustomFieldStore.change(
            asked.fields, of: .opportunity, isNew: true, at: "$.opportunity.fields", in: write)
        opportunity.fields = change.values
        try await OpportunityStore.put(opportunity, in: write)
        try await change.put(for: opportunity.id.uuid, in: write)
        facts += made
        facts.append(try .opportunity(opportunity))
        return opportunity.id
    }

    private func amountAndLines(
        of asked: LeadOpportunity
    ) throws(InvalidParams) -> (lines: [OpportunityLine], amount: Money) {
        if let given = asked.lines {
            guard asked.amount == nil else {
                throw InvalidParams(path: "$.opportunity.amount", rule: "must be left out where there are lines")
            }
            let (lines, sum) = try OpportunityRules.lines(Array(given), at: "$.opportunity.lines")
            return (lines, sum)
        }
        guard let amount = asked.amount ?? lead.estimate else {
            throw InvalidParams(path: "$.opportunity.amount", rule: "must be given, as the lead has no estimate")
        }
        try OpportunityRules.requireNotNegative(amount, at: "$.opportunity.amount")
        return ([], amount)
    }

    private static func requireNone(
        _ fields: List<1, 100, CustomFieldValue>?, at path: String
    ) throws(InvalidParams) {
        guard fields == nil else { throw InvalidParams(path: path, rule: "must be left out where none is made") }
    }

    /// The lead as it stays, published with all that was made of it.
    mutating func finish(_ conversion: LeadConversion) async throws -> Lead {
        var converted = lead
        converted.version = lead.version.next
        converted.status = .converted
        converted.conversion = conversion
        converted.updatedAt = write.now
        try await LeadStore.put(converted, in: write)
        facts.append(try .lead(converted))
        try await write.publish(changes, facts)
        return converted
    }
}
