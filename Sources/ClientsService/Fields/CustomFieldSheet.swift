// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What the custom fields of one subject ask of the values of its records: the one place for all calls and imports.
struct CustomFieldSheet {
    /// Bytes of all custom values of a record as JSON, so that a record stays a record.
    static let sizeLimit = 65_536

    let subject: CustomFieldSubject
    private let fields: [CustomFieldName: CustomField]

    init(_ set: CustomFieldSet, of subject: CustomFieldSubject) {
        self.subject = subject
        fields = Dictionary(
            set.fields.filter { $0.subject == subject }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a new record without custom values would be refused.
    var asksOfNewRecords: Bool { fields.values.contains { $0.isRequired && !$0.isRetired } }

    func field(_ name: CustomFieldName) -> CustomField? { fields[name] }

    /// The values of a record after a call: named fields get what is given, or are emptied by a name alone; the others
    /// stay. A value that the record has already is taken whatever the field asks for by now. `present` is nil for a
    /// new record, which must have what is required.
    func values(
        _ given: [CustomFieldValue], after present: [CustomFieldValue]?, at path: String = "$.fields"
    ) throws(InvalidParams) -> CustomFieldChange {
        let before = Dictionary((present ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var after = before
        var violations: [InvalidParams.Violation] = []
        var changed: [CustomFieldChange.Place] = []
        var names: Set<CustomFieldName> = []
        var refused: Set<CustomFieldName> = []
        for (index, value) in given.enumerated() {
            let place = "\(path)[\(index)]"
            do throws(ContractViolation) {
                guard names.insert(value.name).inserted else { throw ContractViolation("must not be named twice") }
                if let same = before[value.name], same.isSame(as: value.normalised) { continue }
                let allowed = try allowed(value, isKnown: before[value.name]?.chosen ?? [])
                after[value.name] = allowed
                if let allowed { changed.append(.init(path: place, value: allowed)) }
            } catch {
                refused.insert(value.name)
                violations.append(.init(path: place, rule: "field \(value.name.text) \(error.description)"))
            }
        }
        for field in fields.values.sorted(by: { $0.name < $1.name }) where field.isRequired && !field.isRetired {
            let wasThere = present == nil || before[field.name] != nil
            guard wasThere, after[field.name] == nil, !refused.contains(field.name) else { continue }
            violations.append(.init(path: path, rule: "field \(field.name.text) must have a value"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        return CustomFieldChange(subject: subject, before: present ?? [], after: after, changed: changed)
    }

    /// The same for values as files have them. Throws for the first that is not allowed, naming its place.
    func values(
        texts: [CustomFieldText], after present: [CustomFieldValue]?, at path: String = "$.fields"
    ) throws(InvalidParams) -> CustomFieldChange {
        var given: [CustomFieldValue] = []
        for (index, text) in texts.enumerated() {
            let name: CustomFieldName
            do throws(ContractViolation) {
                name = try text.name.value()
            } catch {
                throw InvalidParams(path: "\(path)[\(index)].name", rule: error.description)
            }
            do throws(ContractViolation) {
                given.append(try value(text, named: name))
            } catch {
                throw InvalidParams(path: "\(path)[\(index)]", rule: "field \(name.text) \(error.description)")
            }
        }
        return try values(given, after: present, at: path)
    }

    func value(
        _ text: CustomFieldText, named name: CustomFieldName
    ) throws(ContractViolation) -> CustomFieldValue {
        guard let field = fields[name] else { throw ContractViolation("is not defined") }
        let typed = try text.value?.value().text ?? ""
        return typed.isEmpty ? CustomFieldValue(name: name) : try CustomFieldValue(typed, named: name, of: field.kind)
    }

    /// The value as it is kept; nil for a name alone. `isKnown` are choices that the record has already.
    func allowed(
        _ value: CustomFieldValue, isKnown: Set<CustomFieldChoiceCode>
    ) throws(ContractViolation) -> CustomFieldValue? {
        guard let field = fields[value.name] else { throw ContractViolation("is not defined") }
        guard !field.isRetired else { throw ContractViolation("must not be changed: it is retired") }
        if value.isEmpty { return nil }
        guard value.kinds == [field.kind] else {
            throw ContractViolation("must have a value of kind \(field.kind.rawValue) and no other")
        }
        let value = value.normalised
        try field.requireChoices(value.chosen.subtracting(isKnown))
        try field.requireLimits(value)
        return value
    }
}

extension CustomField {
    fileprivate func requireChoices(_ chosen: Set<CustomFieldChoiceCode>) throws(ContractViolation) {
        guard !chosen.isEmpty else { return }
        let open = Set((choices ?? []).filter { !$0.isRetired }.map(\.code))
        guard let unknown = chosen.subtracting(open).min() else { return }
        throw ContractViolation("must not be \(unknown.text), which is no choice or a retired one")
    }

    fileprivate func requireLimits(_ value: CustomFieldValue) throws(ContractViolation) {
        if let text = value.text?.text {
            let count = text.unicodeScalars.count
            guard count > 0 else { throw ContractViolation("must not be an empty text: leave it out") }
            if let shortest = limits?.shortest?.rawValue, count < shortest {
                throw ContractViolation("must have at least \(shortest) characters")
            }
            if let longest = limits?.longest?.rawValue, count > longest {
                throw ContractViolation("must have at most \(longest) characters")
            }
        }
        guard kind.isOrdered, let limits, let key = value.keys.first?.text else { return }
        if let least = limits.least, try key < self.key(of: least) {
            throw ContractViolation("must not be less than \(least.text)")
        }
        if let greatest = limits.greatest, try key > self.key(of: greatest) {
            throw ContractViolation("must not be more than \(greatest.text)")
        }
    }

    private func key(of limit: Text<1, 40>) throws(ContractViolation) -> String {
        try CustomFieldValue(limit.text, named: name, of: kind).keys.first?.text ?? ""
    }
}
