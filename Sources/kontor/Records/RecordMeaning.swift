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
                let (field, column) = try Self.pair(text)
                mappings.append(ImportMapping(field: field, column: column))
            }
            for text in set {
                let (field, value) = try Self.pair(text)
                mappings.append(ImportMapping(field: field, value: value))
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

    private static func pair(_ text: String) throws(ContractViolation) -> (ImportField, Text<1, 200>) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let field = ImportField(rawValue: String(parts[0])) else {
            throw ContractViolation("must be a field, an equals sign and what it is taken from")
        }
        return (field, try Text(validating: String(parts[1])))
    }
}
