// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Custom fields of the clients that rows of a bulk call mean.
enum ClientRowFields {
    /// The rows with what they make of custom fields, and by the row's number the outcome of those that are refused.
    /// A row of a client whom the caller does not see is left as it is: it is refused with what it names, whatever it
    /// and the client have in their fields.
    static func checked(
        _ rows: [ValidClientRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> (rows: [ValidClientRow], refused: [Int: ClientRowOutcome]) {
        let sheet = try await CustomFieldStore.sheet(.client, of: write.organisation, in: write.transaction)
        guard sheet.asksOfNewRecords || rows.contains(where: { !$0.fields.isEmpty }) else { return (rows, [:]) }
        let (known, hidden) = try await present(rows, system: system, in: write)
        var checked: [ValidClientRow] = []
        var refused: [Int: ClientRowOutcome] = [:]
        for (index, var row) in rows.enumerated() {
            guard !hidden.contains(index) else {
                checked.append(row)
                continue
            }
            let present = known[index]
            do {
                if present == nil || !row.fields.isEmpty {
                    let change = try sheet.values(texts: row.fields, after: present)
                    try change.requireSize()
                    try await CustomFieldStore.requireReferences(change.changed, by: sheet, in: write)
                    row.change = change
                }
                checked.append(row)
            } catch let error as InvalidParams {
                refused[Int(row.ordinal)] = try outcome(error, of: row)
            }
        }
        return (checked, refused)
    }

    /// Makes the clients that were created or changed to be found by what they have now.
    static func put(
        _ rows: [ValidClientRow], _ verdicts: [ClientRowVerdict], in write: ClientWrite
    ) async throws {
        let changes = Dictionary(
            rows.compactMap { row in row.change.map { (Int(row.ordinal), $0) } },
            uniquingKeysWith: { first, _ in first })
        if changes.isEmpty { return }
        try await CustomFieldChange.put(
            verdicts.compactMap { verdict in
                guard let client = verdict.change?.client, let change = changes[verdict.ordinal] else { return nil }
                return (record: client.uuid, change: change)
            }, in: write)
    }

    /// By the index of the row, of clients that there are; `hidden` are the rows whose client the caller does not see.
    private static func present(
        _ rows: [ValidClientRow], system: ExternalSystem, in write: ClientWrite
    ) async throws -> (known: [Int: [CustomFieldValue]], hidden: Set<Int>) {
        let found = try await write.transaction.rows(
            """
            select given.ordinal - 1, client.is_seen, client.fields
            from unnest(\(rows.map(\.externalID)), \(rows.map(\.client))) with ordinality
                as given (external_id, own_id, ordinal)
            left join lateral (
                select known.client_id from clients.client_external_id as known
                where known.organisation_id = \(write.organisation) and known.system = \(system)
                    and known.external_id = given.external_id
                limit 1
            ) as known on true
            cross join lateral (
                select client.fields, true\(write.sight.sees("client.client_id")) as is_seen from clients.client
                where client.organisation_id = \(write.organisation)
                    and client.client_id = coalesce(given.own_id, known.client_id)
                limit 1
            ) as client
            """, as: (Int, Bool, [UInt8]?).self)
        var (known, hidden): ([Int: [CustomFieldValue]], Set<Int>) = ([:], [])
        for (index, isSeen, fields) in found {
            guard isSeen else {
                hidden.insert(index)
                continue
            }
            known[index] = try fields.map { try StoredRecord.decode([CustomFieldValue].self, $0) } ?? []
        }
        return (known, hidden)
    }

    private static func outcome(_ error: InvalidParams, of row: ValidClientRow) throws -> ClientRowOutcome {
        guard let first = error.violations.first else { throw error }
        return try RefusedRow(
            reason: .invalidValue, ordinal: Int(row.ordinal), field: String(first.path.dropFirst(2)), rule: first.rule
        ).outcome()
    }
}
