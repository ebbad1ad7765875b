// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension NewCustomField {
    static func of(
        _ name: String, _ kind: CustomFieldKind, isRequired: Bool? = nil, limits: CustomFieldLimits? = nil,
        choices: [String]? = nil, target: CustomFieldTarget? = nil
    ) throws -> NewCustomField {
        try NewCustomField(
            name: CustomFieldName(validating: name), label: Text(validating: "Label of \(name)"), kind: kind,
            isRequired: isRequired, limits: limits,
            choices: choices.map { codes in
                try List(
                    validating: codes.map {
                        try NewCustomFieldChoice(
                            code: CustomFieldChoiceCode(validating: $0), label: Text(validating: $0.uppercased()))
                    })
            },
            target: target)
    }

    /// One of each kind.
    static var ofEachKind: [NewCustomField] {
        get throws {
            try [
                .of("note", .text), .of("seats", .integer), .of("rate", .decimal), .of("budget", .money),
                .of("since", .date), .of("is_key", .flag), .of("colour", .choice, choices: ["red", "green"]),
                .of("regions", .choices, choices: ["asia", "europe", "africa"]),
                .of("parent", .reference, target: .client), .of("spouse", .reference, target: .contact),
                .of("buddy", .reference, target: .user),
            ]
        }
    }
}

extension CustomFieldLimits {
    static func text(_ shortest: Int64?, _ longest: Int64?) -> CustomFieldLimits {
        CustomFieldLimits(
            shortest: shortest.map(CustomFieldLength.init(unchecked:)),
            longest: longest.map(CustomFieldLength.init(unchecked:)))
    }

    static func range(_ least: String?, _ greatest: String?) throws -> CustomFieldLimits {
        try CustomFieldLimits(
            least: least.map { try Text(validating: $0) }, greatest: greatest.map { try Text(validating: $0) })
    }
}

extension CustomFieldValue {
    static func none(_ name: String) throws -> CustomFieldValue {
        CustomFieldValue(name: try CustomFieldName(validating: name))
    }

    static func text(_ name: String, _ text: String) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), text: LongText(validating: text))
    }

    static func integer(_ name: String, _ number: Int64) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), integer: CustomFieldInteger(validating: number))
    }

    static func decimal(_ name: String, _ number: String) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), decimal: CustomFieldDecimal(validating: number))
    }

    static func money(_ name: String, _ cents: Int64) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), money: .eur(cents))
    }

    static func date(_ name: String, _ day: CalendarDate) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), date: day)
    }

    static func flag(_ name: String, _ flag: Bool) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), flag: flag)
    }

    static func choice(_ name: String, _ code: String) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), choice: CustomFieldChoiceCode(validating: code))
    }

    static func choices(_ name: String, _ codes: String...) throws -> CustomFieldValue {
        try CustomFieldValue(
            name: CustomFieldName(validating: name),
            choices: List(validating: codes.map { try CustomFieldChoiceCode(validating: $0) }))
    }

    static func reference(_ name: String, _ record: UUIDValue) throws -> CustomFieldValue {
        try CustomFieldValue(name: CustomFieldName(validating: name), reference: CustomFieldReference(record))
    }
}

extension CustomFieldCondition {
    static func of(
        _ name: String, isSet: Bool? = nil, equals: String? = nil, begins: String? = nil, least: String? = nil,
        greatest: String? = nil
    ) throws -> CustomFieldCondition {
        func text(_ text: String?) throws -> Text<1, 100>? { try text.map { try Text(validating: $0) } }
        return try CustomFieldCondition(
            name: CustomFieldName(validating: name), isSet: isSet, equals: text(equals), begins: text(begins),
            least: text(least), greatest: text(greatest))
    }
}

extension CustomFieldText {
    static func of(_ name: String, _ value: String?) -> CustomFieldText {
        CustomFieldText(name: Checked(unchecked: name), value: value.map { Checked(unchecked: $0) })
    }
}

extension ClientsUnderTest {
    @discardableResult
    func define(_ subject: CustomFieldSubject, _ fields: [NewCustomField]) async throws -> CustomFieldSet {
        let version = try await call(ListFields()).fields.version
        return try await call(DefineFields.of(subject, fields, ifVersion: version)).fields
    }

    func client(_ name: String, _ fields: CustomFieldValue...) async throws -> Client {
        try await call(
            CreateClient(
                idempotencyKey: .fresh(), kind: .company, name: Text(validating: name),
                fields: fields.isEmpty ? nil : List(validating: fields))
        ).client
    }

    func update(_ client: Client, _ fields: CustomFieldValue...) async throws -> Client {
        try await call(
            UpdateClient(
                idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                fields: List(validating: fields))
        ).client
    }

    /// Names of the clients that hold, by their ids.
    func named(_ conditions: CustomFieldCondition...) async throws -> [String] {
        try await list(ClientFilter(fields: List(validating: conditions))).items.map(\.label)
    }
}

extension DefineFields {
    static func of(
        _ subject: CustomFieldSubject, _ fields: [NewCustomField], ifVersion: Version = Version(unchecked: 1)
    ) throws -> DefineFields {
        try DefineFields(
            idempotencyKey: .fresh(), ifVersion: ifVersion, subject: subject, fields: List(validating: fields))
    }
}

/// Which rules are violated where, as a remote caller is told.
func refuses(_ violations: (path: String, rule: String)...) -> (any Error) -> Bool {
    { error in
        let found = (error as? RemoteError)?.violations ?? []
        return found.map(\.path) == violations.map(\.path) && found.map(\.rule) == violations.map(\.rule)
    }
}
