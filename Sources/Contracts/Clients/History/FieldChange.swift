// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A field of a record: the names of members as they stand in the record, with dots between them
/// (`savePlan.reviewOn`). A list is one field.
public struct FieldPath: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard !text.isEmpty, text.utf8.count <= 300, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ContractViolation("must be names of members with dots between them")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...300, pattern: "^[!-~]+$", description: "Names of members with dots between them.")
    }

    public static var example: Self { Self(unchecked: "details.employees") }

    private init(unchecked text: String) { self.text = text }
}

/// A value of a field as it stands in the record, written as JSON: a text has its quotation marks.
public struct FieldValue: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard !text.isEmpty else { throw ContractViolation("must be JSON") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...4_194_304, description: "A value as JSON, whatever its type is.")
    }

    public static var example: Self { Self(unchecked: "\"A\"") }

    private init(unchecked text: String) { self.text = text }
}

/// What a change did to one field.
public struct FieldChange: Codable, Sendable, Hashable {
    public let field: FieldPath
    /// Absent when the field was empty before.
    public let from: FieldValue?
    /// Absent when the field is empty afterwards.
    public let to: FieldValue?

    public init(field: FieldPath, from: FieldValue? = nil, to: FieldValue? = nil) {
        self.field = field
        self.from = from
        self.to = to
    }
}
