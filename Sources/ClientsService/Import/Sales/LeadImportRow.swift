// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A row of a file of leads, each value checked as those of createLead are.
struct LeadImportRow {
    let externalID: Text<1, 200>
    let ownID: LeadID?
    let company: Text<1, 200>?
    let person: Text<1, 200>?
    let position: Text<1, 200>?
    let channels: [ContactChannel]
    let country: CountryCode?
    let industry: Text<1, 100>?
    let language: LocaleTag?
    let source: Text<1, 100>?
    let owner: UserID?
    let need: LongText<4000>?
    let status: LeadStatus?
    let disqualification: Text<1, 200>?
    /// The estimate is in the lead's currency where the row names none.
    let cells: ImportCells

    init(_ cells: ImportCells) throws(RejectedRow) {
        self.cells = cells
        externalID = try cells.externalID()
        ownID = try cells.ownID()
        company = try cells.value(.company)
        person = try cells.wholeName()
        position = try cells.value(.role)
        channels = try cells.channels([
            (.email, .email, .work), (.phone, .phone, .work), (.mobile, .phone, .mobile), (.homePhone, .phone, .home),
            (.otherPhone, .phone, .other), (.fax, .phone, .fax),
        ])
        country = try cells.value(.country, ImportWords.country)
        industry = try cells.value(.industry)
        language = try cells.value(.language)
        source = try cells.value(.source)
        owner = try cells.value(.owner)
        need = try cells.value(.need)
        let preset = cells.definition.preset
        status = try cells.value(.status) { (text) throws(ContractViolation) in
            try SalesWords.status(text, in: preset)
        }
        if let why: Text<1, 200> = try cells.value(.disqualification) {
            disqualification = why
        } else {
            // Another system's word for the status says why.
            disqualification = preset != .plain && status == .disqualified ? try cells.value(.status) : nil
        }
    }

    /// The row as a call that would do the same.
    func update(of lead: Lead) throws -> UpdateLead {
        let channels = channels.isEmpty ? nil : ContactChannel.merge(channels, into: lead.channels)
        let isAnother = status != nil && status != lead.status
        return UpdateLead(
            idempotencyKey: try IdempotencyKey(validating: "import"), lead: lead.id, ifVersion: lead.version,
            status: isAnother ? status : nil, disqualification: isAnother ? disqualification : nil, company: company,
            person: person, position: position,
            channels: try channels.map {
                try List(validating: $0.map { NewChannel(kind: $0.kind, use: $0.use, value: $0.value) })
            },
            country: country, industry: industry, language: language, source: source, owner: owner,
            estimate: try cells.money(otherwise: lead.estimate?.currency), need: need)
    }
}

extension ImportCells {
    /// The whole name, or its parts with a blank between them.
    func wholeName() throws(RejectedRow) -> Text<1, 200>? {
        if let name: Text<1, 200> = try value(.name) { return name }
        let parts = [try text(.firstName), try text(.lastName)].compactMap(\.self)
        if parts.isEmpty { return nil }
        do throws(ContractViolation) {
            return try Text(validating: parts.joined(separator: " "))
        } catch {
            throw RejectedRow(.invalidValue, .lastName, error.description)
        }
    }
}

/// A lead while the rows of a call are put into it, one after the other.
struct LeadDraft {
    let externalID: Text<1, 200>
    /// Nil for a new one.
    let present: Lead?
    private var lead: Lead

    init(_ id: LeadID, _ row: LeadImportRow, present: Lead?, at now: Instant) {
        externalID = row.externalID
        self.present = present
        lead = present ?? Lead(id: id, company: row.company, person: row.person, channels: [], at: now)
    }

    private static let fields: [String: ImportField] = [
        "": .company, "disqualification": .disqualification, "estimate": .amount, "status": .status,
    ]

    /// Throws `RejectedRow` for what a call would refuse, or leave as it is because the lead was converted.
    mutating func add(_ row: LeadImportRow) throws {
        guard lead.company != nil || lead.person != nil || row.company != nil || row.person != nil else {
            throw RejectedRow(.nameMissing, .company, "must be given for a new lead, or the person's name")
        }
        guard row.status != .converted || lead.conversion != nil else {
            throw RejectedRow(
                .invalidValue, .status, "must not be converted: its client and its contact are imported instead")
        }
        do {
            let update = try row.update(of: lead)
            try update.requireFitting()
            let channels = try update.channels.map { try LeadRules.channels(Array($0)) }
            let changed = try lead.applying(update, channels: channels)
            if lead.conversion != nil, try !LeadRules.saySame(lead, changed) {
                throw RejectedRow(.closed, nil, "must not change: the lead was converted")
            }
            lead = changed
        } catch let error as InvalidParams {
            throw RejectedRow(error, Self.fields)
        } catch let error as ContractViolation {
            throw RejectedRow(.invalidValue, nil, error.description)
        }
    }

    /// The lead after the rows; nil when they leave it as it is.
    func changed(at now: Instant) throws -> Lead? {
        guard let present else { return lead }
        if try LeadRules.saySame(present, lead) { return nil }
        var next = lead
        next.version = present.version.next
        next.updatedAt = now
        return next
    }
}
