// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The name of a system outside, whose own numbers clients keep: `online-retail`, `crm.example`.
public struct ExternalSystem: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard
            TextRule.isToken(
                text, length: 1...64,
                {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
                })
        else { throw ContractViolation("must be 1 to 64 small letters, digits, hyphens, dots and underscores") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...64, pattern: "^[a-z0-9._-]+$", description: "The name of a system outside.")
    }

    public static var example: Self { Self(unchecked: "online-retail") }
    private init(unchecked text: String) { self.text = text }
}
