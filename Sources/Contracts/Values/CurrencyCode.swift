// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A currency of ISO 4217, as three capital letters.
public struct CurrencyCode: TextValue {
    public let text: String
    /// The number of decimals of an amount: 2 for EUR, 0 for JPY, 3 for KWD.
    public let digits: Int

    public init(validating text: String) throws(ContractViolation) {
        guard let digits = CurrencyTable.digits[text] else { throw ContractViolation("must be a currency of ISO 4217") }
        self.text = text
        self.digits = digits
    }

    /// What ISO 4217 calls it.
    public var name: String { CurrencyTable.byCode[text]?.name ?? text }
    /// Whether another has replaced it: kept for entries of earlier days.
    public var isWithdrawn: Bool { CurrencyTable.byCode[text]?.isWithdrawn ?? false }
    /// In the order of codes.
    public static let all: [CurrencyCode] = CurrencyTable.rows.map { CurrencyCode(known: $0.code) }

    public static let schema = Schema.text(
        length: 3...3, pattern: "^[A-Z]{3}$", description: "A currency, ISO 4217.")
    public static let example = CurrencyCode(known: "EUR")

    public static func == (left: CurrencyCode, right: CurrencyCode) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    private init(known text: String) {
        self.text = text
        digits = CurrencyTable.digits[text] ?? 2
    }
}
