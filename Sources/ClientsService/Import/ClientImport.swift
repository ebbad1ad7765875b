// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// The rows of one call of an import of clients.
struct ClientImport {
    let definition: ImportDefinition
    let caller: Caller
    let write: ClientWrite

    /// What became of each row, in their order.
    func carryOut(_ rows: List<0, 1000, ImportRow>) async throws -> [ImportOutcome] {
        var outcomes: [Int: ImportOutcome] = [:]
        var records: [ClientImportRow] = []
        // Of the rows with one external id or one id: their place in `records`, and the later ones' numbers.
        var places: [ByteKey: Int] = [:]
        var followers: [Int: [Int]] = [:]
        let sheet = try await CustomFieldStore.sheet(.client, of: write.organisation, in: write.transaction)
        for (ordinal, row) in rows.enumerated() {
            do throws(RejectedRow) {
                let record = try ClientImportRow(ImportCells(definition: definition, row: row), at: ordinal)
                // Before it is put together with others of the client, which are not to be refused with it.
                try sheet.requirePossible(record.row.fields)
                let key = ByteKey(record.ownID.map { "\($0.text)" } ?? "-" + record.row.externalID.text)
                if let place = places[key] {
                    records[place].add(record)
                    followers[place, default: []].append(ordinal)
                } else {
                    places[key] = records.count
                    records.append(record)
                }
            } catch {
                outcomes[ordinal] = .rejected(error)
            }
        }
        let settled = try await settle(records, &outcomes)
        for (ordinal, outcome) in try await upsert(settled) { outcomes[ordinal] = outcome }
        for (place, later) in followers {
            let first = outcomes[Int(records[place].row.ordinal)]
            for ordinal in later {
                // The first says what became of both.
                if case .created = first { outcomes[ordinal] = .updated } else { outcomes[ordinal] = first }
            }
        }
        return rows.indices.map { outcomes[$0] ?? .unchanged }
    }

    /// The rows with the clients and the details that they will leave.
    private func settle(
        _ records: [ClientImportRow], _ outcomes: inout [Int: ImportOutcome]
    ) async throws -> [ClientImportRow] {
        let present = try await ClientImportStore.present(records, system: definition.system, in: write)
        var settled: [ClientImportRow] = []
        for (index, var record) in records.enumerated() {
            do throws(RejectedRow) {
                try present.requireSeen(index)
                record.row.client = present.owned[index]
                try record.settleDetails(over: present.details[index])
                settled.append(record)
            } catch {
                outcomes[Int(record.row.ordinal)] = .rejected(error)
            }
        }
        return settled
    }

    private func upsert(_ records: [ClientImportRow]) async throws -> [(Int, ImportOutcome)] {
        if records.isEmpty { return [] }
        let (rows, refused) = try await ClientRowFields.checked(
            records.map(\.row), system: definition.system, in: write)
        let given = Dictionary(
            records.map { (Int($0.row.ordinal), $0.row.fields) }, uniquingKeysWith: { first, _ in first })
        let verdicts = try await ClientUpsertStore.upsert(rows, system: definition.system, in: write)
        try await ClientRowFields.put(rows, verdicts, in: write)
        let changes = verdicts.compactMap(\.change)
        let details = Dictionary(
            uniqueKeysWithValues: records.compactMap { record in
                record.settled.map { (Int(record.row.ordinal), $0) }
            })
        let changed = verdicts.compactMap { verdict -> (change: ClientChange, details: ClientDetails)? in
            guard let change = verdict.change, let details = details[verdict.ordinal] else { return nil }
            return (change, details)
        }
        _ = try await write.transaction.batch(
            ClientKeyStore.put(
                changed.map { ($0.change.client, $0.details) },
                replacing: changed.filter { $0.change.kind == .updated }.map(\.change.client), in: write))
        let grants = AccessGrantStore.created(
            changes.filter { $0.kind == .created }.map(\.client), by: caller, in: write)
        try await AccessGrantStore.put(grants, in: write)
        try await write.publish(changes, grants.map(ClientFact.accessGrant))
        return verdicts.map { ($0.ordinal, ImportOutcome($0.outcome)) }
            + refused.map { ordinal, outcome in
                (ordinal, ImportOutcome(outcome, places: given[ordinal]?.map(\.name.text) ?? []))
            }
    }
}

extension ImportOutcome {
    /// `custom` are the names of the row's custom fields, in their order.
    fileprivate init(_ outcome: ClientRowOutcome, places custom: [String] = []) {
        switch outcome.kind {
        case .created: self = .created
        case .updated: self = .updated
        case .unchanged: self = .unchanged
        case .refused:
            let reason: ImportReject.Reason =
                switch outcome.refusal?.reason {
                case .nameMissing: .nameMissing
                case .repeated: .repeated
                case .taken: .taken
                case .invalidValue, nil: .invalidValue
                }
            let place: ImportPlace? =
                switch reason {
                case .nameMissing: .field(.name)
                case .invalidValue: CustomFieldSheet.place(outcome.refusal?.path.text ?? "", among: custom)
                default: .field(.externalId)
                }
            self = .rejected(
                RejectedRow(reason, at: place, outcome.refusal?.rule.text ?? "must be as upsertClients demands"))
        }
    }
}
