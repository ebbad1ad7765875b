// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Quantity times price, and sums of such products, without rounding: in units of 10^-12.
///
/// Quantities and prices have at most six decimals and are below 10^9, so a product is below 10^30 units, and a
/// hundred million of them fit 128 bits.
struct ExactAmount: Sendable, Equatable, AdditiveArithmetic {
    private(set) var units: Int128

    static let zero = ExactAmount(units: 0)

    /// Decimals of a quantity or a price.
    private static let factorDigits = 6
    private static let digits = 2 * factorDigits
    private static let factorLimit: Int128 = 1_000_000_000 * 1_000_000

    private init(units: Int128) {
        self.units = units
    }

    /// Nil when either is no decimal number within the limits.
    init?(quantity: [UInt8], price: [UInt8]) {
        guard let quantity = Self.factor(quantity), let price = Self.factor(price) else { return nil }
        units = quantity * price
    }

    static func isFactor(_ text: [UInt8]) -> Bool { factor(text) != nil }

    /// In units of 10^-digits of a currency with so many decimals; nil when it is not a whole number of them, or too
    /// large for the ledger.
    func minorUnits(digits: Int) -> Int64? {
        let unit = Self.power(of: Self.digits - digits)
        guard units.isMultiple(of: unit) else { return nil }
        return Int64(exactly: units / unit)
    }

    var isNegative: Bool { units < 0 }

    /// Decimal, with at least two decimals and thousands set apart.
    var text: String {
        let one = Self.power(of: Self.digits)
        let magnitude = units < 0 ? -units : units
        var decimals = String(magnitude % one)
        decimals = String(repeating: "0", count: Self.digits - decimals.utf8.count) + decimals
        while decimals.utf8.count > 2, decimals.last == "0" { decimals.removeLast() }
        return (units < 0 ? "-" : "") + Digits.grouped(String(magnitude / one)) + "." + decimals
    }

    static func + (left: Self, right: Self) -> Self { Self(units: left.units + right.units) }
    static func - (left: Self, right: Self) -> Self { Self(units: left.units - right.units) }

    private static func power(of exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// In units of 10^-6: an optional sign, digits, and at most six decimals; zeros behind those do not count.
    private static func factor(_ text: [UInt8]) -> Int128? {
        var digits = text[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        guard let first = digits.first, isDigit(first), let last = digits.last, isDigit(last) else { return nil }
        var value: Int128 = 0
        var decimals: Int?
        for byte in digits {
            if byte == UInt8(ascii: "."), decimals == nil {
                decimals = 0
                continue
            }
            guard isDigit(byte) else { return nil }
            if let count = decimals {
                guard count < factorDigits else {
                    guard byte == UInt8(ascii: "0") else { return nil }
                    continue
                }
                decimals = count + 1
            }
            value = value * 10 + Int128(byte - UInt8(ascii: "0"))
            guard value < factorLimit else { return nil }
        }
        value *= power(of: factorDigits - (decimals ?? 0))
        guard value < factorLimit else { return nil }
        return isNegative ? -value : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
