// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension Permission {
    /// Of who imports and looks at what came of it.
    static let importing: [Permission] = [
        .importRecords, .readAllClients, .readClientFeed, .readClients, .readContacts, .writeClients, .writeContacts,
    ]
}

extension StartImport {
    static func of(
        _ kind: ImportKind, _ columns: String..., preset: ImportPreset = .plain, mappings: [ImportMapping]? = nil,
        isDryRun: Bool? = nil
    ) throws -> StartImport {
        try of(kind, columns: columns, preset: preset, mappings: mappings, isDryRun: isDryRun)
    }

    static func of(
        _ kind: ImportKind, columns: [String], preset: ImportPreset, mappings: [ImportMapping]? = nil,
        isDryRun: Bool? = nil
    ) throws -> StartImport {
        try StartImport(
            idempotencyKey: .fresh(), kind: kind, system: .shop, preset: preset,
            columns: List(validating: columns.map { try Text(validating: $0) }),
            mappings: mappings.map { try List(validating: $0) }, isDryRun: isDryRun)
    }
}

extension ImportMapping {
    static func column(_ field: ImportField, _ column: String) throws -> ImportMapping {
        ImportMapping(field: field, column: try Text(validating: column))
    }

    static func custom(_ name: String, _ column: String? = nil, value: String? = nil) throws -> ImportMapping {
        try ImportMapping(
            customField: CustomFieldName(validating: name), column: column.map { try Text(validating: $0) },
            value: value.map { try Text(validating: $0) })
    }

    static func value(_ field: ImportField, _ value: String) throws -> ImportMapping {
        ImportMapping(field: field, value: try Text(validating: value))
    }
}

extension ClientsUnderTest {
    /// The same service as somebody who imports.
    var importing: ClientsUnderTest { self.as(.user(with: Permission.importing)) }

    func startImport(_ start: StartImport) async throws -> ImportRun { try await call(start).run }

    /// Rows of cells, from the line behind the header on.
    @discardableResult
    func send(
        _ run: ImportRun, _ rows: [[String]], at position: Int = 0, isLast: Bool? = nil
    ) async throws -> ImportRows.Response {
        let rows = try rows.enumerated().map { index, cells in
            ImportRow(
                line: LineNumber(unchecked: Int64(position + index + 2)),
                cells: try List(validating: cells.map { Checked(unchecked: $0) }))
        }
        return try await call(
            ImportRows(run: run.id, position: Count(position), rows: List(validating: rows), isLast: isLast))
    }

    /// A whole file in one call.
    func importFile(_ start: StartImport, _ rows: [String]...) async throws -> ImportRows.Response {
        try await send(startImport(start), rows, isLast: true)
    }
}

extension ImportProgress {
    /// Created, updated, unchanged and refused.
    var counts: [Int64] { [created, updated, unchanged, refused].map(\.rawValue) }
}

extension ImportReject {
    /// Reason and column.
    var label: String { "\(reason.rawValue) \(column?.text ?? "-")" }
}
