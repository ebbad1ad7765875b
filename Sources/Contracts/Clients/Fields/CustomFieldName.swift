// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The name of a custom field in calls and in records; it never changes.
public struct CustomFieldName: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...40, CustomFieldName.isAllowed),
            text.utf8.first.map({ $0 > 0x5F }) == true
        else { throw ContractViolation("must be 1 to 40 small letters, digits and underscores, a letter first") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...40, pattern: "^[a-z][a-z0-9_]*$", description: "The name of a custom field.")
    }

    public static var example: Self { Self(unchecked: "contract_number") }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
    }
}

/// One of the values that a field of kind `choice` or `choices` may have; it never changes.
public struct CustomFieldChoiceCode: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...40, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 40 letters, digits, dots, underscores and hyphens")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...40, pattern: "^[A-Za-z0-9._-]+$", description: "The code of a choice of a custom field.")
    }

    public static var example: Self { Self(unchecked: "gold") }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}
