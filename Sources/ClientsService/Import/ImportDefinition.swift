// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What never changes of an import: what its caller said, and which cells the fields are taken from.
struct ImportDefinition: Codable, Sendable {
    /// Where a field comes from.
    struct Source: Codable, Sendable {
        let field: ImportField
        /// Indices of columns; the first cell that is not empty counts.
        let columns: [Int]
        /// For rows whose cells are empty.
        let value: String?
    }

    let kind: ImportKind
    let system: ExternalSystem
    let preset: ImportPreset
    let isDryRun: Bool
    let columns: [Text<0, 200>]
    let mappings: [ImportMapping]
    let sources: [Source]

    /// Throws `InvalidParams` for mappings that mean nothing, and when a column is missing without which no row can be
    /// carried out.
    init(_ command: StartImport) throws(InvalidParams) {
        kind = command.kind
        system = command.system
        preset = command.preset
        isDryRun = command.isDryRun ?? false
        columns = Array(command.columns)
        mappings = command.mappings.map(Array.init) ?? []
        try Self.check(mappings, of: kind, columns: columns)
        let normalised = columns.map { ImportPresets.normalised($0.text) }
        sources = Self.fields(of: kind).compactMap { [columns, mappings, preset, kind] field in
            let mapped = mappings.filter { $0.field == field }
            let names = ImportPresets.columns(for: field, of: kind, in: preset)
            let found =
                mapped.isEmpty
                ? names.compactMap { normalised.firstIndex(of: $0) }
                : mapped.compactMap { mapping in columns.firstIndex { $0.text == mapping.column?.text } }
            let value = mapped.compactMap(\.value).first?.text
            return found.isEmpty && value == nil ? nil : Source(field: field, columns: found, value: value)
        }
        try requireKeys()
    }

    static func fields(of kind: ImportKind) -> [ImportField] {
        switch kind {
        case .clients:
            [
                .externalId, .id, .name, .kind, .lifecycle, .tier, .segment, .industry, .country, .currency, .locale,
                .domain, .taxId, .email, .phone, .fax, .street, .postalCode, .city, .region, .addressCountry,
                .employees,
            ]
        case .contacts:
            [
                .externalId, .id, .name, .firstName, .lastName, .client, .clientExternalId, .role, .leftOn, .email,
                .phone, .mobile, .homePhone, .otherPhone, .assistantPhone, .fax, .language, .timeZone,
            ]
        }
    }

    private static func check(
        _ mappings: [ImportMapping], of kind: ImportKind, columns: [Text<0, 200>]
    ) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        let fields = fields(of: kind)
        for (index, mapping) in mappings.enumerated() {
            let path = "$.mappings[\(index)]"
            if !fields.contains(mapping.field) {
                let known = fields.map(\.rawValue).joined(separator: ", ")
                violations.append(.init(path: path + ".field", rule: "must be one of \(known)"))
            }
            if (mapping.column == nil) == (mapping.value == nil) {
                violations.append(.init(path: path, rule: "must have a column or a value, and not both"))
            }
            if let column = mapping.column, !columns.contains(where: { $0.text == column.text }) {
                violations.append(.init(path: path + ".column", rule: "must be one of the columns"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    private func requireKeys() throws(InvalidParams) {
        func has(_ fields: ImportField...) -> Bool {
            sources.contains { fields.contains($0.field) && !$0.columns.isEmpty }
        }
        guard has(.externalId, .id) else {
            throw InvalidParams(path: "$.columns", rule: "must have one that is mapped to externalId")
        }
        guard kind == .clients || has(.clientExternalId, .client) else {
            throw InvalidParams(path: "$.columns", rule: "must have one that is mapped to clientExternalId")
        }
    }

    /// Columns that no field is taken from.
    var ignoredColumns: [Text<0, 200>] {
        let used = Set(sources.flatMap(\.columns))
        return columns.indices.filter { !used.contains($0) }.map { columns[$0] }
    }

    /// The column that a field is taken from first.
    func column(of field: ImportField?) -> Text<0, 200>? {
        guard let field, let source = sources.first(where: { $0.field == field }), let index = source.columns.first
        else { return nil }
        return columns[index]
    }
}
