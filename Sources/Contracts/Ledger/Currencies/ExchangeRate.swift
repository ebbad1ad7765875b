// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What one unit of a currency is worth in another: an exact decimal greater than zero, of at most 16 digits.
///
/// Kept as written but for trailing zeros: `1.2500` is `1.25`. Never a float.
public struct ExchangeRate: TextValue {
    /// The digits as a whole number, from 1 to 10^16 - 1; no multiple of 10 unless `decimals` is 0.
    public let coefficient: Int64
    /// How many of the digits stand after the point, from 0 to 16.
    public let decimals: Int

    public static let digitLimit = 16

    public init(validating text: String) throws(ContractViolation) {
        let rule = ContractViolation("must be a decimal number greater than zero, of at most 16 digits, such as 1.0842")
        let parts = text.utf8.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.count == 1 || whole.first != 0x30 else { throw rule }
        var decimals = parts.count == 2 ? Array(parts[1]) : []
        guard parts.count == 1 || !decimals.isEmpty,
            (Array(whole) + decimals).allSatisfy({ (0x30...0x39).contains($0) })
        else { throw rule }
        while decimals.last == 0x30 { decimals.removeLast() }
        let digits = (Array(whole) + decimals).drop { $0 == 0x30 }
        guard !digits.isEmpty, digits.count <= Self.digitLimit, decimals.count <= Self.digitLimit else { throw rule }
        coefficient = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        self.decimals = decimals.count
    }

    public var text: String { Decimal.text(ofMinorUnits: coefficient, digits: decimals) }

    public static var schema: Schema {
        .text(
            length: 1...40, pattern: "^(0|[1-9][0-9]*)(\\.[0-9]+)?$",
            description: "What one unit of a currency is worth in another: a decimal of at most 16 digits.")
    }

    public static var example: ExchangeRate { ExchangeRate(coefficient: 10_842, decimals: 4) }

    private init(coefficient: Int64, decimals: Int) {
        self.coefficient = coefficient
        self.decimals = decimals
    }
}
