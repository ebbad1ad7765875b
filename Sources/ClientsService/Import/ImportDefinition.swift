// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a cell is for.
enum ImportPlace: Hashable {
    case field(ImportField)
    case custom(CustomFieldName)
}

/// What never changes of an import: what its caller said, and which cells the fields are taken from.
struct ImportDefinition: Codable, Sendable {
    /// Where a field comes from.
    struct Source: Codable, Sendable {
        /// Nil for a custom field.
        let field: ImportField?
        let customField: CustomFieldName?
        /// Whether blanks around a text are its own: of custom texts in Kontor's own files.
        let keepsBlanks: Bool?
        /// Indices of columns; the first cell that is not empty counts.
        let columns: [Int]
        /// For rows whose cells are empty.
        let value: String?

        var place: ImportPlace? { field.map(ImportPlace.field) ?? customField.map(ImportPlace.custom) }
    }

    /// How columns of custom fields begin.
    static let customPrefix = "field:"

    let kind: ImportKind
    let system: ExternalSystem
    let preset: ImportPreset
    let isDryRun: Bool
    let columns: [Text<0, 200>]
    let mappings: [ImportMapping]
    let sources: [Source]

    /// `custom` are the custom fields of the records. Throws `InvalidParams` for mappings that mean nothing, and when a
    /// column is missing without which no row can be carried out.
    init(_ command: StartImport, custom: [CustomField]) throws(InvalidParams) {
        kind = command.kind
        system = command.system
        preset = command.preset
        isDryRun = command.isDryRun ?? false
        columns = Array(command.columns)
        mappings = command.mappings.map(Array.init) ?? []
        try Self.check(mappings, of: kind, custom: custom, columns: columns)
        let normalised = columns.map { ImportPresets.normalised($0.text) }
        let fields = Self.fields(of: kind).compactMap { [columns, mappings, preset, kind] field -> Source? in
            let mapped = mappings.filter { $0.field == field }
            let names = ImportPresets.columns(for: field, of: kind, in: preset)
            let found =
                mapped.isEmpty
                ? names.compactMap { normalised.firstIndex(of: $0) } : Self.indices(of: mapped, in: columns)
            let value = mapped.compactMap(\.value).first?.text
            if found.isEmpty, value == nil { return nil }
            return Source(field: field, customField: nil, keepsBlanks: nil, columns: found, value: value)
        }
        let customs = custom.compactMap { [columns, mappings, preset] field -> Source? in
            let mapped = mappings.filter { $0.customField == field.name }
            let found =
                mapped.isEmpty
                ? columns.indices.filter { columns[$0].text == Self.customPrefix + field.name.text }
                : Self.indices(of: mapped, in: columns)
            let value = mapped.compactMap(\.value).first?.text
            if found.isEmpty, value == nil { return nil }
            return Source(
                field: nil, customField: field.name, keepsBlanks: preset == .plain && field.kind == .text,
                columns: found, value: value)
        }
        sources = fields + customs
        try requireKeys()
    }

    private static func indices(of mapped: [ImportMapping], in columns: [Text<0, 200>]) -> [Int] {
        mapped.compactMap { mapping in columns.firstIndex { $0.text == mapping.column?.text } }
    }

    static func fields(of kind: ImportKind) -> [ImportField] {
        switch kind {
        case .clients:
            [
                .externalId, .id, .name, .kind, .lifecycle, .tier, .segment, .industry, .country, .currency, .locale,
                .domain, .taxId, .email, .phone, .fax, .moreChannels, .street, .postalCode, .city, .region,
                .addressCountry, .employees,
            ]
        case .contacts:
            [
                .externalId, .id, .name, .firstName, .lastName, .client, .clientExternalId, .role, .leftOn, .email,
                .phone, .mobile, .homePhone, .otherPhone, .assistantPhone, .fax, .moreChannels, .language, .timeZone,
            ]
        case .leads:
            [
                .externalId, .id, .company, .name, .firstName, .lastName, .role, .email, .phone, .mobile, .homePhone,
                .otherPhone, .fax, .moreChannels, .country, .industry, .language, .source, .owner, .amount, .currency,
                .need, .status, .disqualification,
            ]
        case .opportunities:
            [
                .externalId, .id, .client, .clientExternalId, .name, .kind, .stage, .probability, .amount, .currency,
                .expectedCloseOn, .owner, .contact, .contactExternalId, .source, .competitor, .nextStep, .closedOn,
                .closingReason,
            ]
        }
    }

    private static func check(
        _ mappings: [ImportMapping], of kind: ImportKind, custom: [CustomField], columns: [Text<0, 200>]
    ) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        let fields = fields(of: kind)
        for (index, mapping) in mappings.enumerated() {
            let path = "$.mappings[\(index)]"
            if (mapping.field == nil) == (mapping.customField == nil) {
                violations.append(.init(path: path, rule: "must have a field or a customField, and not both"))
            }
            if let field = mapping.field, !fields.contains(field) {
                let known = fields.map(\.rawValue).joined(separator: ", ")
                violations.append(.init(path: path + ".field", rule: "must be one of \(known)"))
            }
            if let name = mapping.customField, !custom.contains(where: { $0.name == name }) {
                violations.append(
                    .init(path: path + ".customField", rule: "must be a custom field of \(kind.rawValue)"))
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
            sources.contains { source in
                source.field.map(fields.contains) == true && !source.columns.isEmpty
            }
        }
        guard has(.externalId, .id) else {
            throw InvalidParams(path: "$.columns", rule: "must have one that is mapped to externalId")
        }
        guard kind == .clients || kind == .leads || has(.clientExternalId, .client) else {
            throw InvalidParams(path: "$.columns", rule: "must have one that is mapped to clientExternalId")
        }
    }

    /// Columns that no field is taken from.
    var ignoredColumns: [Text<0, 200>] {
        let used = Set(sources.flatMap(\.columns))
        return columns.indices.filter { !used.contains($0) }.map { columns[$0] }
    }

    /// The column that a field is taken from first.
    func column(of place: ImportPlace?) -> Text<0, 200>? {
        guard let place, let source = sources.first(where: { $0.place == place }), let index = source.columns.first
        else { return nil }
        return columns[index]
    }
}

extension ImportKind {
    /// Whose custom fields its rows may have.
    var customSubject: CustomFieldSubject? {
        switch self {
        case .clients: .client
        case .contacts: .contact
        case .leads: nil
        case .opportunities: .opportunity
        }
    }
}
