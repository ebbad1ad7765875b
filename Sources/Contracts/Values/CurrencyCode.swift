// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A currency of ISO 4217, as three capital letters.
///
/// Every amount has one: so it takes eight bytes, and to copy, compare or hash it is to do so with an integer.
public struct CurrencyCode: TextValue {
    /// The letters in 24 bits, the first one highest.
    private let letters: UInt32
    private let decimals: Int32

    /// The number of decimals of an amount: 2 for EUR, 0 for JPY, 3 for KWD.
    public var digits: Int { Int(decimals) }

    public var text: String {
        String(unsafeUninitializedCapacity: 3) { buffer in
            for index in 0..<3 { buffer[index] = UInt8(truncatingIfNeeded: letters >> (16 - 8 * UInt32(index))) }
            return 3
        }
    }

    public init(validating text: String) throws(ContractViolation) {
        guard let letters = CurrencyTable.letters(of: text), let digits = CurrencyTable.digits[letters] else {
            throw ContractViolation("must be a currency of ISO 4217")
        }
        self.letters = letters
        decimals = digits
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

    public static func == (left: CurrencyCode, right: CurrencyCode) -> Bool { left.letters == right.letters }
    public func hash(into hasher: inout Hasher) { hasher.combine(letters) }

    private init(known text: String) {
        letters = CurrencyTable.letters(of: text) ?? 0
        decimals = CurrencyTable.digits[letters] ?? 2
    }
}
