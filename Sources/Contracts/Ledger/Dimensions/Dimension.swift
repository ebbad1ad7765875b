// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a line can be about, besides its account.
public enum Dimension: String, TextEnumeration, CaseIterable {
    /// A client, by its identity.
    case client
    case costCentre = "cost_centre"
    case project
    case product
}

/// A value of a dimension other than `client`: 1 to 64 of `A-Z a-z 0-9 . _ -`.
public struct DimensionCode: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...64, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 64 letters, digits, dots, underscores or hyphens")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...64, pattern: "^[A-Za-z0-9._-]+$", description: "A dimension's value, such as a cost centre.")
    }

    public static var example: DimensionCode { DimensionCode(unchecked: "north") }
    public static func < (left: DimensionCode, right: DimensionCode) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}
