// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What the organisation calls a product: `crm-seat`, `A/100`. Compared byte by byte, and never changed.
public struct ProductCode: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...64, { TextRule.isCodeByte($0) || $0 == 0x2F }) else {
            throw ContractViolation("must be 1 to 64 letters, digits, dots, hyphens, underscores and slashes")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...64, pattern: "^[A-Za-z0-9._/-]+$", description: "What the organisation calls a product.")
    }

    public static var example: Self { Self(unchecked: "crm-seat") }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}
