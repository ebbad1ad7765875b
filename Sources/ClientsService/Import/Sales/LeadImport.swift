// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// The rows of one call of an import of leads.
struct LeadImport {
    let definition: ImportDefinition
    let write: ClientWrite

    /// What became of each row, in their order.
    func carryOut(_ rows: List<0, 1000, ImportRow>) async throws -> [ImportOutcome] {
        var rowsOfDraft = ImportDrafts<LeadDraft>(count: rows.count)
        var read: [(ordinal: Int, row: LeadImportRow)] = []
        for (ordinal, row) in rows.enumerated() {
            do throws(RejectedRow) {
                read.append((ordinal, try LeadImportRow(ImportCells(definition: definition, row: row))))
            } catch {
                rowsOfDraft.reject(ordinal, error)
            }
        }
        let known = try await LeadImportStore.known(read.map(\.row), system: definition.system, in: write)
        // Sorted, so that the order of creation within the call is the order of the rows.
        let fresh = read.map { _ in LeadID.new(at: write.now) }.sorted()
        for (index, (ordinal, row)) in read.enumerated() {
            do {
                let present = try known.lead(of: index)
                let key = present?.id.text ?? "-" + row.externalID.text
                var draft =
                    rowsOfDraft[key] ?? LeadDraft(fresh[index], row, present: present, at: write.now)
                try draft.add(row)
                rowsOfDraft.put(draft, key, of: ordinal)
            } catch let error as RejectedRow {
                rowsOfDraft.reject(ordinal, error)
            }
        }
        let changed = try rowsOfDraft.settle { draft in
            try draft.changed(at: write.now).map { (draft: draft, lead: $0, isNew: draft.present == nil) }
        } isNew: {
            $0.isNew
        }
        if !changed.isEmpty {
            try await LeadImportStore.put(changed.map { ($0.draft, $0.lead) }, system: definition.system, in: write)
            try await write.publish(changed.map { try .lead($0.lead) })
        }
        return rowsOfDraft.outcomes
    }
}

/// Records while the rows of a call are put into them, and what became of the rows.
struct ImportDrafts<Draft> {
    private(set) var outcomes: [ImportOutcome]
    private var drafts: [Draft] = []
    private var places: [ByteKey: Int] = [:]
    private var rows: [Int: [Int]] = [:]

    init(count: Int) {
        outcomes = Array(repeating: .unchanged, count: count)
    }

    mutating func reject(_ ordinal: Int, _ row: RejectedRow) {
        outcomes[ordinal] = .rejected(row)
    }

    /// What earlier rows have made of the record.
    subscript(key: String) -> Draft? { places[ByteKey(key)].map { drafts[$0] } }

    /// The record after a row.
    mutating func put(_ draft: Draft, _ key: String, of ordinal: Int) {
        let place = places[ByteKey(key)] ?? drafts.count
        if place < drafts.count { drafts[place] = draft } else { drafts.append(draft) }
        places[ByteKey(key)] = place
        rows[place, default: []].append(ordinal)
    }

    /// What is to be written, where `change` says so; the first row of a new record has created it.
    mutating func settle<Change>(
        _ change: (Draft) throws -> Change?, isNew: (Change) -> Bool
    ) throws -> [Change] {
        var changes: [Change] = []
        for (place, draft) in drafts.enumerated() {
            guard let change = try change(draft) else { continue }
            changes.append(change)
            for (index, ordinal) in (rows[place] ?? []).enumerated() {
                outcomes[ordinal] = isNew(change) && index == 0 ? .created : .updated
            }
        }
        return changes
    }
}
