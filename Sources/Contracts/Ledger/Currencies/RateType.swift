// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a rate is for: `spot` of a day, `average` of a period, `closing` of its last day, or a name of your own.
public struct RateType: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        let isAllowed: (UInt8) -> Bool = {
            ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F || $0 == 0x2D
        }
        guard TextRule.isToken(text, length: 1...32, isAllowed) else {
            throw ContractViolation("must be 1 to 32 small letters, digits, underscores or hyphens")
        }
        self.text = text
    }

    /// What entries are posted at unless they say otherwise.
    public static let spot = RateType(unchecked: "spot")
    public static let average = RateType(unchecked: "average")
    /// What balances are revalued at unless the call says otherwise.
    public static let closing = RateType(unchecked: "closing")

    public static var schema: Schema {
        .text(
            length: 1...32, pattern: "^[a-z0-9_-]+$",
            description: "What a rate is for: `spot`, `average`, `closing` or a name of your own.")
    }

    public static var example: RateType { spot }
    public static func < (left: RateType, right: RateType) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}
