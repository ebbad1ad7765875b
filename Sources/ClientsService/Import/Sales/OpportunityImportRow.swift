// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A row of a file of opportunities, each value checked as those of createOpportunity are. Stages and amounts are read
/// when the client and its currency are known.
struct OpportunityImportRow {
    let externalID: Text<1, 200>
    let ownID: OpportunityID?
    let name: Text<1, 200>?
    let ownClient: ClientID?
    /// What the other system, or another organisation, calls the client and the contact.
    let clientID: Text<1, 200>?
    let ownContact: ContactID?
    let contactID: Text<1, 200>?
    let kind: OpportunityKind?
    let probability: Probability?
    let expectedCloseOn: CalendarDate?
    let closedOn: CalendarDate?
    let closingReason: Text<1, 200>?
    let owner: UserID?
    let source: Text<1, 100>?
    let competitor: Text<1, 200>?
    let nextStep: Text<1, 500>?
    let fields: [CustomFieldText]
    let cells: ImportCells

    init(_ cells: ImportCells) throws(RejectedRow) {
        self.cells = cells
        externalID = try cells.externalID()
        ownID = try cells.ownID()
        name = try cells.value(.name)
        ownClient = try cells.value(.client)
        clientID = try Self.id(cells, .clientExternalId, .client)
        ownContact = try cells.value(.contact)
        contactID = try Self.id(cells, .contactExternalId, .contact)
        let preset = cells.definition.preset
        kind = try cells.value(.kind) { (text) throws(ContractViolation) in try SalesWords.kind(text, in: preset) }
        probability = try cells.value(.probability, SalesWords.probability)
        expectedCloseOn = try cells.value(.expectedCloseOn, SalesWords.day)
        closedOn = try cells.value(.closedOn, SalesWords.day)
        closingReason = try cells.value(.closingReason)
        owner = try cells.value(.owner)
        source = try cells.value(.source)
        competitor = try cells.value(.competitor)
        nextStep = try cells.value(.nextStep)
        fields = try cells.customFields()
    }

    /// The first of several that stand between semicolons; in a file of another organisation its own id.
    private static func id(
        _ cells: ImportCells, _ external: ImportField, _ own: ImportField
    ) throws(RejectedRow) -> Text<1, 200>? {
        var texts: [Substring] = []
        for text in try cells.texts(external) {
            texts += text.split(separator: ";").map { part in part.drop(while: { $0 == " " }) }
        }
        guard let first = texts.first(where: { !$0.isEmpty }) else { return try cells.value(own) }
        do throws(ContractViolation) {
            return try Text(validating: String(first))
        } catch {
            throw RejectedRow(.invalidValue, external, error.description)
        }
    }
}

/// An opportunity while the rows of a call are put into it, one after the other.
struct OpportunityDraft {
    /// What a row is judged by besides the opportunity.
    struct Place {
        let client: ClientID
        /// Of an amount whose row names none.
        let currency: CurrencyCode?
        let contact: ContactID?
        let stages: StageList
        let sheet: CustomFieldSheet
        let author: Text<1, 100>
        let now: Instant
    }

    let id: OpportunityID
    let externalID: Text<1, 200>
    /// Nil for a new one.
    let present: Opportunity?
    private(set) var opportunity: Opportunity?
    private(set) var fields: [CustomFieldText] = []
    /// What the rows make of custom fields; nil when they say nothing of them.
    private(set) var change: CustomFieldChange?

    init(_ id: OpportunityID, _ externalID: Text<1, 200>, present: Opportunity?) {
        self.id = id
        self.externalID = externalID
        self.present = present
        opportunity = present
    }

    private static let members: [String: ImportField] = [
        "amount": .amount, "on": .closedOn, "reason": .closingReason,
    ]

    /// Throws `RejectedRow` for what calls would refuse, or leave as it is because the opportunity is closed.
    mutating func add(_ row: OpportunityImportRow, at place: Place) throws {
        var draft = self
        do {
            let before = try opportunity ?? Self.new(id, row, at: place)
            guard before.client == place.client else {
                throw RejectedRow(.invalidValue, .clientExternalId, "must stay: an opportunity stays with its client")
            }
            var after = try before.applying(update(row, of: before, at: place))
            try Self.move(&after, row, at: place)
            draft.fields = fields.followed(by: row.fields)
            if present == nil || !draft.fields.isEmpty {
                draft.change = try place.sheet.change(draft.fields, after: present.map { $0.fields ?? [] })
            }
            if before.closing != nil {
                let isSame = try OpportunityRules.saySame(before, after) && draft.change?.isChange != true
                guard isSame else { throw RejectedRow(.closed, nil, "must not change: the opportunity is closed") }
            }
            draft.opportunity = after
        } catch let error as InvalidParams {
            throw RejectedRow(error, Self.members)
        }
        self = draft
    }

    private static func new(
        _ id: OpportunityID, _ row: OpportunityImportRow, at place: Place
    ) throws(RejectedRow) -> Opportunity {
        guard let name = row.name else {
            throw RejectedRow(.nameMissing, .name, "must be given for a new opportunity")
        }
        guard let amount = try row.cells.money(otherwise: place.currency) else {
            throw RejectedRow(.invalidValue, .amount, "must be given for a new opportunity")
        }
        return Opportunity(
            id: id, client: place.client, kind: row.kind ?? .new, name: name, stage: place.stages.stages[0].code,
            amount: amount, lines: [], at: place.now)
    }

    /// The row as a call that would do the same; an amount that is there already is not said again, as it may be the
    /// sum of lines.
    private func update(
        _ row: OpportunityImportRow, of before: Opportunity, at place: Place
    ) throws -> UpdateOpportunity {
        let amount = try row.cells.money(otherwise: before.amount.currency)
        return UpdateOpportunity(
            idempotencyKey: try IdempotencyKey(validating: "import"), opportunity: before.id,
            ifVersion: before.version, kind: row.kind, name: row.name, probability: row.probability,
            amount: opportunity == nil || amount != before.amount ? amount : nil,
            expectedCloseOn: row.expectedCloseOn, owner: row.owner, contact: place.contact, source: row.source,
            competitor: row.competitor, nextStep: row.nextStep)
    }

    /// Into the row's stage, or, once, into that of an outcome.
    private static func move(
        _ opportunity: inout Opportunity, _ row: OpportunityImportRow, at place: Place
    ) throws {
        let preset = row.cells.definition.preset
        let stage = try row.cells.value(.stage) { (text) throws(ContractViolation) in
            try SalesWords.stage(text, among: place.stages, in: preset)
        }
        if let closing = opportunity.closing {
            let isSame =
                (stage.map { $0.outcome == closing.outcome } ?? true) && (row.closedOn ?? closing.on) == closing.on
                && (row.closingReason == nil || row.closingReason == closing.reason)
            guard isSame else { throw RejectedRow(.closed, nil, "must not change: the opportunity is closed") }
            return
        }
        guard let stage, stage.code != opportunity.stage else { return }
        opportunity.stage = stage.code
        opportunity.stageSince = place.now
        opportunity.probability = stage.outcome == nil ? row.probability : opportunity.probability
        guard let outcome = stage.outcome else { return }
        let today = CalendarDate(of: place.now)
        let closing = CloseOpportunity(
            idempotencyKey: try IdempotencyKey(validating: "import"), opportunity: opportunity.id,
            ifVersion: opportunity.version, outcome: outcome, on: row.closedOn ?? row.expectedCloseOn ?? today,
            reason: row.closingReason)
        try OpportunityRules.requireFitting(closing, today: today)
        opportunity.closing = OpportunityClosing(
            outcome: outcome, on: closing.on ?? today, reason: closing.reason, closedBy: place.author)
    }

    /// Whether the rows win what was not won before.
    var isWon: Bool { present?.closing == nil && opportunity?.closing?.outcome == .won }

    /// The opportunity after the rows; nil when they leave it as it is.
    func changed(at now: Instant) throws -> Opportunity? {
        guard var next = opportunity else { return nil }
        if let change { next.fields = change.values }
        guard let present else { return next }
        if try OpportunityRules.saySame(present, next) { return nil }
        next.version = present.version.next
        next.updatedAt = now
        return next
    }
}
