// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension CustomFieldSet: OrganisationSetting {
    static let kind = ClientFeedItem.Kind.fields
    static let initial = CustomFieldSet(version: Version(unchecked: 1), fields: [])

    func of(_ subject: CustomFieldSubject?) -> CustomFieldSet {
        CustomFieldSet(version: version, fields: fields.filter { subject == nil || $0.subject == subject })
    }
}

/// Rules about definitions of custom fields that need no database.
enum CustomFieldDefinitions {
    /// Fields of one subject, the retired ones too: they are never forgotten.
    static let fieldLimit = 100
    /// Choices of all fields of one subject, the retired ones too.
    static let choiceLimit = 1000

    /// The fields of all subjects after a definition. Throws for what does not fit together or with what there was.
    static func fields(after present: [CustomField], by command: DefineFields) throws(InvalidParams) -> [CustomField] {
        let others = present.filter { $0.subject != command.subject }
        let own = present.filter { $0.subject == command.subject }
        let known = Dictionary(own.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var violations: [InvalidParams.Violation] = []
        var names: Set<CustomFieldName> = []
        var fields: [CustomField] = []
        for (index, field) in command.fields.enumerated() {
            let path = "$.fields[\(index)]"
            if !names.insert(field.name).inserted {
                violations.append(.init(path: path + ".name", rule: "must not be the name of an earlier field"))
            }
            violations += self.violations(of: field, after: known[field.name], at: path)
            fields.append(CustomField(field, of: command.subject, after: known[field.name]))
        }
        fields += own.filter { !names.contains($0.name) }.map(\.retired)
        if fields.count > fieldLimit {
            violations.append(
                .init(path: "$.fields", rule: "must not make more than \(fieldLimit) fields with the retired ones"))
        }
        if fields.reduce(0, { $0 + ($1.choices?.count ?? 0) }) > choiceLimit {
            violations.append(
                .init(path: "$.fields", rule: "must not have more than \(choiceLimit) choices with the retired ones"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        return (others + fields).sorted { $0.subject.rawValue < $1.subject.rawValue }
    }

    private static func violations(
        of field: NewCustomField, after present: CustomField?, at path: String
    ) -> [InvalidParams.Violation] {
        var violations: [InvalidParams.Violation] = []
        func refuse(_ member: String, _ rule: String) {
            violations.append(.init(path: path + member, rule: rule))
        }
        if let present, present.kind != field.kind {
            refuse(".kind", "must stay \(present.kind.rawValue): the kind of a field is for good")
        } else if let present, present.target != field.target {
            refuse(".target", "must stay as it is: what a field refers to is for good")
        }
        let hasChoices = field.kind == .choice || field.kind == .choices
        if hasChoices != (field.choices != nil) {
            refuse(".choices", "must be given exactly when the kind is choice or choices")
        }
        if (field.kind == .reference) != (field.target != nil) {
            refuse(".target", "must be given exactly when the kind is reference")
        }
        var codes: Set<CustomFieldChoiceCode> = []
        let choices: [NewCustomFieldChoice] = field.choices?.elements ?? []
        for (index, choice) in choices.enumerated() where !codes.insert(choice.code).inserted {
            refuse(".choices[\(index)].code", "must not be the code of an earlier choice")
        }
        if let limits = field.limits { violations += self.violations(of: limits, for: field, at: path + ".limits") }
        return violations
    }

    private static func violations(
        of limits: CustomFieldLimits, for field: NewCustomField, at path: String
    ) -> [InvalidParams.Violation] {
        var violations: [InvalidParams.Violation] = []
        if field.kind != .text {
            for (member, length) in [(".shortest", limits.shortest), (".longest", limits.longest)] where length != nil {
                violations.append(.init(path: path + member, rule: "must be left out unless the kind is text"))
            }
        } else if let shortest = limits.shortest, let longest = limits.longest, shortest > longest {
            violations.append(.init(path: path + ".longest", rule: "must not be less than shortest"))
        }
        var keys: [String] = []
        for (member, limit) in [(".least", limits.least), (".greatest", limits.greatest)] {
            guard let limit else { continue }
            guard field.kind.isOrdered else {
                violations.append(
                    .init(path: path + member, rule: "must be left out unless the kind is integer, decimal or date"))
                continue
            }
            do throws(ContractViolation) {
                keys += try CustomFieldValue(limit.text, named: field.name, of: field.kind).keys.map(\.text)
            } catch {
                violations.append(.init(path: path + member, rule: error.description))
            }
        }
        if keys.count == 2, keys[0] > keys[1] {
            violations.append(.init(path: path + ".greatest", rule: "must not be less than least"))
        }
        return violations
    }
}

extension CustomFieldKind {
    /// Whether its values have an order that limits can name.
    var isOrdered: Bool { self == .integer || self == .decimal || self == .date }
}

extension CustomField {
    /// As it is defined; choices that were taken out follow, retired.
    fileprivate init(_ field: NewCustomField, of subject: CustomFieldSubject, after present: CustomField?) {
        let given = field.choices?.map { CustomFieldChoice(code: $0.code, label: $0.label, isRetired: false) }
        let codes = Set(given?.map(\.code) ?? [])
        let retired = (present?.choices ?? []).filter { !codes.contains($0.code) }.map {
            CustomFieldChoice(code: $0.code, label: $0.label, isRetired: true)
        }
        self.init(
            subject: subject, name: field.name, label: field.label, kind: field.kind,
            isRequired: field.isRequired ?? false, isRetired: false, help: field.help, limits: field.limits,
            choices: given.map { $0 + retired }, target: field.target)
    }

    fileprivate var retired: CustomField {
        CustomField(
            subject: subject, name: name, label: label, kind: kind, isRequired: isRequired, isRetired: true,
            help: help, limits: limits, choices: choices, target: target)
    }
}
