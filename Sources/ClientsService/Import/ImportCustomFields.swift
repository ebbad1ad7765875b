// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Custom fields in rows of files, by the same sheet as in calls.
extension CustomFieldSheet {
    /// What a row makes of a record's custom values; `present` is nil for a new record. Throws the first refusal with
    /// its column.
    func change(
        _ texts: [CustomFieldText], after present: [CustomFieldValue]?
    ) throws(RejectedRow) -> CustomFieldChange {
        do {
            let change = try values(texts: texts, after: present)
            try change.requireSize()
            return change
        } catch let error as InvalidParams {
            throw RejectedRow(error, of: texts)
        } catch {
            throw RejectedRow(.invalidValue, nil, "\(error)")
        }
    }

    /// Throws for the first value that no record could get. Whether a retired field or choice may stay is seen when the
    /// record is known.
    func requirePossible(_ texts: [CustomFieldText]) throws(RejectedRow) {
        for text in texts {
            guard let name = try? text.name.value(), let field = field(name), !field.isRetired else { continue }
            do throws(ContractViolation) {
                _ = try allowed(value(text, named: name), isKnown: Set((field.choices ?? []).map(\.code)))
            } catch {
                throw RejectedRow(.invalidValue, at: .custom(name), "field \(name.text) \(error.description)")
            }
        }
    }

    /// The custom field that a path such as `$.fields[2]` names, by its place among those of the row.
    static func place(_ path: String, among names: [String]) -> ImportPlace? {
        guard let range = path.firstRange(of: ".fields["),
            let index = Int(path[range.upperBound...].prefix { $0.isNumber }), names.indices.contains(index),
            let name = try? CustomFieldName(validating: names[index])
        else { return nil }
        return .custom(name)
    }
}

extension RejectedRow {
    /// For the first of the violations, which is of the row's custom values.
    init(_ error: InvalidParams, of texts: [CustomFieldText]) {
        let first = error.violations.first
        self.init(
            .invalidValue, at: CustomFieldSheet.place(first?.path ?? "", among: texts.map(\.name.text)),
            first?.rule ?? "must be as its field demands")
    }
}

extension ImportCells {
    /// As a row of upsertClients has them; nil when all are empty.
    func customFieldList() throws(RejectedRow) -> List<1, 100, CustomFieldText>? {
        let fields = try customFields()
        if fields.isEmpty { return nil }
        do throws(ContractViolation) {
            return try List(validating: fields)
        } catch {
            throw RejectedRow(.invalidValue, nil, error.description)
        }
    }
}

extension [CustomFieldText] {
    /// With what a later row of the same record says.
    func followed(by later: [CustomFieldText]) -> [CustomFieldText] {
        let names = Set(later.map(\.name.text))
        return filter { !names.contains($0.name.text) } + later
    }
}
