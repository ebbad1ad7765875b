// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A row of a file of contacts, each value checked as those of upsertContact are.
struct ContactImportRow {
    let externalID: Text<1, 200>
    let ownID: ContactID?
    let name: Text<1, 200>?
    /// What the other system, or Kontor, calls the person's clients.
    let clientIDs: [Text<1, 200>]
    let ownClient: ClientID?
    let role: Text<1, 200>?
    let leftOn: CalendarDate?
    let channels: [ContactChannel]
    let language: LocaleTag?
    let timeZone: TimeZoneName?
    let fields: [CustomFieldText]

    init(_ cells: ImportCells) throws(RejectedRow) {
        externalID = try cells.externalID()
        ownID = try cells.ownID()
        name = try cells.wholeName()
        ownClient = try cells.value(.client)
        var ids: [Text<1, 200>] = []
        for text in try cells.texts(.clientExternalId).flatMap({ $0.split(separator: ";") }) {
            let id = text.trimmingPrefix { $0 == " " }
            if id.isEmpty { continue }
            do throws(ContractViolation) {
                ids.append(try Text(validating: String(id)))
            } catch {
                throw RejectedRow(.invalidValue, .clientExternalId, error.description)
            }
        }
        // In a file of another organisation's export the clients are known by the ids that they had there.
        if ids.isEmpty, let own: Text<1, 200> = try cells.value(.client) { ids = [own] }
        clientIDs = ids
        role = try cells.value(.role)
        leftOn = try cells.value(.leftOn) { (text) throws(ContractViolation) in
            guard let day = CalendarDate(text) else { throw ContractViolation("must be a day, such as 2026-03-31") }
            return day
        }
        channels = try cells.channels([
            (.email, .email, .work), (.phone, .phone, .work), (.mobile, .phone, .mobile), (.homePhone, .phone, .home),
            (.otherPhone, .phone, .other), (.assistantPhone, .phone, .assistant), (.fax, .phone, .fax),
        ])
        language = try cells.value(.language)
        timeZone = try cells.value(.timeZone)
        fields = try cells.customFields()
    }
}

/// A contact while the rows of a call are put into it, one after the other.
struct ContactDraft {
    /// What the role of a new person is whose title nobody has written down.
    private static let unknownRole = "Contact"

    let id: ContactID
    let externalID: Text<1, 200>
    /// Nil for a new one.
    let present: ContactRecord?
    private var name: Text<1, 200>?
    private var positions: [ContactPosition]
    private var channels: [ContactChannel]
    private var language: LocaleTag?
    private(set) var timeZone: TimeZoneName?
    private(set) var fields: [CustomFieldText] = []
    /// What the rows make of custom fields; nil when they say nothing of them.
    private(set) var change: CustomFieldChange?

    init(_ id: ContactID, _ externalID: Text<1, 200>, present: ContactRecord?) {
        self.id = id
        self.externalID = externalID
        self.present = present
        let shown = present?.shown
        name = shown?.name
        positions = shown?.positions ?? []
        channels = shown?.channels ?? []
        language = shown?.language
        timeZone = shown?.timeZone
    }

    /// `clients` are those that the row names. Throws for a row that leaves the person without a name or a client.
    mutating func add(
        _ row: ContactImportRow, at clients: [ClientID], _ sheet: CustomFieldSheet
    ) throws(RejectedRow) {
        var draft = self
        draft.name = row.name ?? name
        guard draft.name != nil else {
            throw RejectedRow(.nameMissing, .lastName, "must be given for a new contact")
        }
        do throws(ContractViolation) {
            for client in clients {
                let place = positions.firstIndex { $0.client == client }
                let unknown: Text<1, 200> = try Text(validating: Self.unknownRole)
                let position = ContactPosition(
                    client: client, role: row.role ?? place.map { positions[$0].role } ?? unknown,
                    leftOn: row.leftOn ?? place.flatMap { positions[$0].leftOn })
                if let place { draft.positions[place] = position } else { draft.positions.append(position) }
            }
            draft.channels = ContactChannel.merge(row.channels, into: channels)
            draft.language = row.language ?? language
            draft.timeZone = row.timeZone ?? timeZone
            _ = try draft.lists()
        } catch {
            throw RejectedRow(.invalidValue, nil, error.description)
        }
        guard !draft.positions.isEmpty else {
            throw RejectedRow(.clientMissing, .clientExternalId, "must be given for a new contact")
        }
        draft.fields = fields.followed(by: row.fields)
        if present == nil || !draft.fields.isEmpty {
            draft.change = try sheet.change(draft.fields, after: present.map { $0.contact.fields ?? [] })
        }
        self = draft
    }

    private func lists() throws(ContractViolation) -> (List<0, 50, ContactPosition>, List<0, 20, NewChannel>) {
        (
            try List(validating: positions),
            try List(validating: channels.map { NewChannel(kind: $0.kind, use: $0.use, value: $0.value) })
        )
    }

    /// The contact after the rows by the rules of upsertContact; nil when they leave it as it is.
    func contact(at now: Instant) throws -> Contact? {
        guard let name else { return nil }
        let (positions, channels) = try lists()
        let command = UpsertContact(
            idempotencyKey: try IdempotencyKey(validating: "import"), contact: present?.contact.id,
            ifVersion: present?.contact.version, name: name, positions: try List(validating: Array(positions)),
            channels: channels, language: language, timeZone: timeZone,
            preferredTimes: try List(validating: present?.contact.preferredTimes ?? []))
        let contact = ContactRules.contact(
            id, after: present?.contact, by: command, channels: try ContactRules.channels(of: command),
            keeping: present?.hidden ?? [], fields: change.map(\.values) ?? present?.contact.fields, at: now)
        if let present, try ContactRules.saySame(present.contact, contact) { return nil }
        return contact
    }
}
