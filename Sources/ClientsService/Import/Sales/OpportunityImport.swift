// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// The rows of one call of an import of opportunities.
struct OpportunityImport {
    let definition: ImportDefinition
    let caller: Caller
    let write: ClientWrite

    /// What became of each row, in their order.
    func carryOut(_ rows: List<0, 1000, ImportRow>) async throws -> [ImportOutcome] {
        var drafts = ImportDrafts<OpportunityDraft>(count: rows.count)
        var read: [(ordinal: Int, row: OpportunityImportRow)] = []
        for (ordinal, row) in rows.enumerated() {
            do throws(RejectedRow) {
                read.append((ordinal, try OpportunityImportRow(ImportCells(definition: definition, row: row))))
            } catch {
                drafts.reject(ordinal, error)
            }
        }
        let known = try await OpportunityImportStore.known(read.map(\.row), system: definition.system, in: write)
        let sheet = try await CustomFieldStore.sheet(.opportunity, of: write.organisation, in: write.transaction)
        let (stages, made) = try await StageStore.list(in: write)
        let author = try OpportunityRules.author(caller.label)
        // Sorted, so that the order of creation within the call is the order of the rows.
        let fresh = read.map { _ in OpportunityID.new(at: write.now) }.sorted()
        for (index, (ordinal, row)) in read.enumerated() {
            do {
                let present = try known.opportunity(of: index)
                let key = present?.id.text ?? "-" + row.externalID.text
                var draft = drafts[key] ?? OpportunityDraft(fresh[index], row.externalID, present: present)
                let client = try known.client(of: row, otherwise: draft.opportunity?.client)
                let place = OpportunityDraft.Place(
                    client: client, currency: known.currencies[client],
                    contact: try known.contact(of: row, at: client, present: draft.opportunity?.contact),
                    stages: stages, sheet: sheet, author: author, now: write.now)
                try draft.add(row, at: place)
                try await requireAllowed(draft, by: sheet)
                drafts.put(draft, key, of: ordinal)
            } catch let error as RejectedRow {
                drafts.reject(ordinal, error)
            }
        }
        let changed = try drafts.settle { draft in
            try draft.changed(at: write.now).map { OpportunityImportStore.Changed(draft: draft, opportunity: $0) }
        } isNew: {
            $0.draft.present == nil
        }
        if !changed.isEmpty {
            try await OpportunityImportStore.put(changed, system: definition.system, in: write)
            try await write.publish(made + changed.map { try .opportunity($0.opportunity) })
        } else if !made.isEmpty {
            try await write.publish(made)
        }
        return drafts.outcomes
    }

    /// What the database knows of: references of custom fields, and what keeps an opportunity from being won.
    private func requireAllowed(_ draft: OpportunityDraft, by sheet: CustomFieldSheet) async throws {
        if let change = draft.change {
            do {
                try await CustomFieldStore.requireReferences(change.changed, by: sheet, in: write)
            } catch let error as InvalidParams {
                throw RejectedRow(error, of: draft.fields)
            }
        }
        guard draft.isWon, let opportunity = draft.opportunity else { return }
        let concerns = try await ConcernStore.blocking(
            opportunity.id, of: opportunity.client, in: write.organisation, from: write.transaction)
        guard concerns.isEmpty else {
            throw RejectedRow(.invalidValue, .stage, "must not be won while a concern that blocks it is open")
        }
        guard !opportunity.concessions.contains(where: { $0.state == .requested }) else {
            throw RejectedRow(.invalidValue, .stage, "must not be won while a concession waits for its decision")
        }
    }
}
