// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a reason is called in calls and records, within its tree: `price`, `price-competitor`.
public struct ReasonCode: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard
            TextRule.isToken(
                text, length: 1...60,
                { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F })
        else { throw ContractViolation("must be 1 to 60 small letters, digits, hyphens and underscores") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...60, pattern: "^[a-z0-9_-]+$", description: "A reason of the organisation's tree.")
    }

    public static var example: Self { Self(unchecked: "price") }
    private init(unchecked text: String) { self.text = text }
}
