// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The `kid` of a signing key, by which a token says what verifies it.
public struct KeyName: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...64, TextRule.isBase64URL) else {
            throw ContractViolation("must be 1 to 64 letters, digits, hyphens and underscores")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...64, pattern: "^[A-Za-z0-9_-]+$", description: "The name of a signing key.")
    }

    public static var example: Self { Self(unchecked: "2026-11-a") }
    private init(unchecked text: String) { self.text = text }
}
