// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What listed records must have in custom fields, ready for a statement: each condition goes by an index range.
struct CustomFieldTests {
    private struct Test {
        let name: CustomFieldName
        /// Of `value.key`, beginning with `and`; empty for any value.
        let range: SQL
        let isSet: Bool
    }

    static let none = CustomFieldTests()
    private let subject: CustomFieldSubject
    private let tests: [Test]

    private init() {
        subject = .client
        tests = []
    }

    /// Throws `InvalidParams` for a field that is not defined and for what a field of its kind cannot be asked.
    static func asked(
        _ conditions: List<1, 4, CustomFieldCondition>?, of subject: CustomFieldSubject,
        in organisation: OrganisationID, from database: some PostgresExecutor
    ) async throws -> CustomFieldTests {
        guard let conditions else { return .none }
        let sheet = try await CustomFieldStore.sheet(subject, of: organisation, in: database)
        return try CustomFieldTests(conditions.elements, by: sheet)
    }

    init(_ conditions: [CustomFieldCondition], by sheet: CustomFieldSheet) throws(InvalidParams) {
        subject = sheet.subject
        var violations: [InvalidParams.Violation] = []
        var tests: [Test] = []
        for (index, condition) in conditions.enumerated() {
            do throws(ContractViolation) {
                guard let field = sheet.field(condition.name) else { throw ContractViolation("is not defined") }
                tests.append(
                    Test(
                        name: field.name, range: try CustomFieldTests.range(condition, field.kind),
                        isSet: condition.isSet != false))
            } catch {
                violations.append(
                    .init(
                        path: "$.filter.fields[\(index)]", rule: "field \(condition.name.text) \(error.description)"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        self.tests = tests
    }

    /// Conditions, beginning with `and`, on the record whose id is in the column.
    func hold(of record: SQL, in organisation: OrganisationID) -> SQL {
        tests.reduce("" as SQL) { condition, test in
            let value: SQL = """
                select value.record_id from clients.field_value as value
                where value.organisation_id = \(organisation) and value.subject = \(subject)
                    and value.name = \(test.name)\(test.range)
                """
            return test.isSet
                ? condition + " and \(record) in (\(value))"
                : condition + " and not exists (\(value) and value.record_id = \(record))"
        }
    }

    private static func range(
        _ condition: CustomFieldCondition, _ kind: CustomFieldKind
    ) throws(ContractViolation) -> SQL {
        let given = [
            condition.isSet != nil, condition.equals != nil, condition.begins != nil,
            condition.least != nil || condition.greatest != nil,
        ]
        guard given.count(where: \.self) == 1 else {
            throw ContractViolation("must have one of isSet, equals, begins and a range")
        }
        if let text = condition.equals {
            if kind == .text { return " and value.key = clients.field_words(\(text))" }
            return " and value.key = \(try key(text, kind == .choices ? .choice : kind))"
        }
        if let begins = condition.begins {
            guard kind == .text else { throw ContractViolation("must be of kind text to be asked how it begins") }
            // A key begins with the text when it lies between it and it with the greatest character after it.
            return """
                 and value.key >= clients.field_words(\(begins))
                 and value.key < clients.field_words(\(begins)) || chr(1114111)
                """
        }
        return try limits(condition, kind)
    }

    private static func limits(
        _ condition: CustomFieldCondition, _ kind: CustomFieldKind
    ) throws(ContractViolation) -> SQL {
        guard condition.least != nil || condition.greatest != nil else { return "" }
        guard kind.isOrdered || kind == .money else {
            throw ContractViolation("must be of kind integer, decimal, date or money to be asked for a range")
        }
        let least = try condition.least.map { text throws(ContractViolation) in try key(text, kind) }
        let greatest = try condition.greatest.map { text throws(ContractViolation) in try key(text, kind) }
        var range: SQL = ""
        if kind == .money, let currency = (least ?? greatest)?.prefix(3) {
            guard greatest?.hasPrefix(currency) ?? true else {
                throw ContractViolation("must be asked for a range in one currency")
            }
            let first = String(currency)
            if least == nil { range += " and value.key >= \(first)" }
            if greatest == nil { range += " and value.key < \(first + ":")" }
        }
        if let least { range += " and value.key >= \(least)" }
        if let greatest { range += " and value.key <= \(greatest)" }
        return range
    }

    private static func key(_ text: Text<1, 100>, _ kind: CustomFieldKind) throws(ContractViolation) -> String {
        try CustomFieldValue(text.text, named: .example, of: kind).keys.first?.text ?? ""
    }
}
