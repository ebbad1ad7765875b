// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The name of a role, by which it is granted: `accountant`, `key-account-manager`.
public struct RoleName: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        let isAllowed: (UInt8) -> Bool = { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }
        guard TextRule.isToken(text, length: 1...40, isAllowed), !text.hasPrefix("-"), !text.hasSuffix("-") else {
            throw ContractViolation("must be 1 to 40 lower-case letters and inner hyphens")
        }
        self.text = text
    }

    public init(_ role: BuiltInRole) {
        text = role.rawValue
    }

    public static var schema: Schema {
        .text(
            length: 1...40, pattern: "^[a-z]([a-z-]*[a-z])?$", description: "The name of a role.")
    }

    public static var example: Self { Self(.accountant) }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
