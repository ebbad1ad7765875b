// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// The rows of one call of an import of contacts.
struct ContactImport {
    let definition: ImportDefinition
    let write: ClientWrite

    /// What became of each row, in their order.
    func carryOut(_ rows: List<0, 1000, ImportRow>) async throws -> [ImportOutcome] {
        var outcomes: [ImportOutcome] = Array(repeating: .unchanged, count: rows.count)
        var read: [(ordinal: Int, row: ContactImportRow)] = []
        for (ordinal, row) in rows.enumerated() {
            do throws(RejectedRow) {
                read.append((ordinal, try ContactImportRow(ImportCells(definition: definition, row: row))))
            } catch {
                outcomes[ordinal] = .rejected(error)
            }
        }
        let sheet = try await CustomFieldStore.sheet(.contact, of: write.organisation, in: write.transaction)
        let known = try await ContactImportStore.known(read.map(\.row), system: definition.system, in: write)
        // Sorted, so that the order of creation within the call is the order of the rows.
        let fresh = read.map { _ in ContactID.new(at: write.now) }.sorted()
        var drafts: [ContactDraft] = []
        var places: [ByteKey: Int] = [:]
        var rowsOfDraft: [Int: [Int]] = [:]
        for (index, (ordinal, row)) in read.enumerated() {
            do {
                let clients = try known.clients(of: index, row)
                if let zone = row.timeZone, !known.timeZones.contains(zone) {
                    throw RejectedRow(.invalidValue, .timeZone, "must be a time zone of the IANA database")
                }
                let present = try known.contact(of: index)
                let key = ByteKey(present?.contact.id.text ?? "-" + row.externalID.text)
                let place = places[key] ?? drafts.count
                var draft =
                    places[key].map { drafts[$0] }
                    ?? ContactDraft(present?.contact.id ?? fresh[index], row.externalID, present: present)
                try draft.add(row, at: clients, sheet)
                try await requireReferences(of: draft, by: sheet)
                places[key] = place
                if place < drafts.count { drafts[place] = draft } else { drafts.append(draft) }
                rowsOfDraft[place, default: []].append(ordinal)
            } catch let error as RejectedRow {
                outcomes[ordinal] = .rejected(error)
            }
        }
        try await save(drafts, rowsOfDraft, &outcomes)
        return outcomes
    }

    /// Throws `RejectedRow` for a custom field that refers to what the caller does not see.
    private func requireReferences(
        of draft: ContactDraft, by sheet: CustomFieldSheet
    ) async throws {
        guard let change = draft.change else { return }
        do {
            try await CustomFieldStore.requireReferences(change.changed, by: sheet, in: write)
        } catch let error as InvalidParams {
            throw RejectedRow(error, of: draft.fields)
        }
    }

    private func save(
        _ drafts: [ContactDraft], _ rows: [Int: [Int]], _ outcomes: inout [ImportOutcome]
    ) async throws {
        var changed: [(draft: ContactDraft, contact: Contact)] = []
        for (place, draft) in drafts.enumerated() {
            guard let contact = try draft.contact(at: write.now) else { continue }
            changed.append((draft, contact))
            for (index, ordinal) in (rows[place] ?? []).enumerated() {
                outcomes[ordinal] = draft.present == nil && index == 0 ? .created : .updated
            }
        }
        if changed.isEmpty { return }
        try await ContactImportStore.put(changed, system: definition.system, in: write)
        try await CustomFieldChange.put(
            changed.compactMap { item in item.draft.change.map { (record: item.contact.id.uuid, change: $0) } },
            in: write)
        try await write.publish(changed.map { try .contact($0.contact) })
    }
}
