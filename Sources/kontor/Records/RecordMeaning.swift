// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What the columns of a file mean, in the words of the command line.
struct RecordMeaning {
    var preset = ImportPreset.plain.rawValue
    /// The preset when it is left out.
    var system: String?
    /// `field=column`
    var map: [String] = []
    /// `field=value`
    var set: [String] = []
    var isDryRun = false

    func start(_ kind: ImportKind, _ columns: [String]) throws -> StartImport {
        guard let preset = ImportPreset(rawValue: preset) else {
            throw Failure("--preset is one of " + ImportPreset.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        do throws(ContractViolation) {
            var mappings: [ImportMapping] = []
            for text in map {
                mappings.append(try Self.mapping(text) { .column($0) })
            }
            for text in set {
                mappings.append(try Self.mapping(text) { .value($0) })
            }
            var names: [Text<0, 200>] = []
            for column in columns { names.append(try Text(validating: column)) }
            return StartImport(
                idempotencyKey: try IdempotencyKey(validating: UUIDValue.version7(at: WallClock.instant).description),
                kind: kind, system: try ExternalSystem(validating: system ?? preset.rawValue), preset: preset,
                columns: try List(validating: names), mappings: try List(validating: mappings), isDryRun: isDryRun)
        } catch {
            throw Failure("An option or a column's name \(error).")
        }
    }

    /// What a field is taken from.
    private enum Origin {
        case column(Text<1, 200>)
        case value(Text<1, 200>)
    }

    /// How custom fields are named.
    private static let customPrefix = "field:"

    private static func mapping(
        _ text: String, _ origin: (Text<1, 200>) -> Origin
    ) throws(ContractViolation) -> ImportMapping {
        let parts = text.split(separator: "=", maxSplits: 1)
        let rule = ContractViolation("must be a field, an equals sign and what it is taken from")
        guard parts.count == 2 else { throw rule }
        let origin = origin(try Text(validating: String(parts[1])))
        if parts[0].hasPrefix(customPrefix) {
            let name = try CustomFieldName(validating: String(parts[0].dropFirst(customPrefix.count)))
            return switch origin {
            case .column(let column): ImportMapping(customField: name, column: column)
            case .value(let value): ImportMapping(customField: name, value: value)
            }
        }
        guard let field = ImportField(rawValue: String(parts[0])) else { throw rule }
        return switch origin {
        case .column(let column): ImportMapping(field: field, column: column)
        case .value(let value): ImportMapping(field: field, value: value)
        }
    }
}
