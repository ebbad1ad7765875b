// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A sum of amounts, or a part of one: exact, with as many digits before and after the point as it needs.
///
/// It is written as `Money` is, which holds 64 bits of minor units and no fractions of them.
public struct MoneySum: ContractValue, CustomStringConvertible {
    /// A decimal number with at least the currency's decimals.
    public let amount: String
    public let currency: CurrencyCode

    /// A whole number of minor units times ten to the power of `-scale`, as text of digits with an optional minus.
    public init(digits: String, scale: Int, currency: CurrencyCode) {
        let isNegative = digits.hasPrefix("-")
        var magnitude = isNegative ? String(digits.dropFirst()) : digits
        let decimals = currency.digits + scale
        let width = decimals + 1
        if magnitude.utf8.count < width {
            magnitude = String(repeating: "0", count: width - magnitude.utf8.count) + magnitude
        }
        let whole = magnitude.dropLast(decimals)
        var fraction = magnitude.suffix(decimals)
        while fraction.utf8.count > currency.digits, fraction.last == "0" { fraction.removeLast() }
        amount = (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
        self.currency = currency
    }

    public var description: String { "\(amount) \(currency.text)" }

    private enum Key: String, CodingKey {
        case amount
        case currency
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        amount = try container.decode(String.self, forKey: .amount)
        currency = try container.decode(CurrencyCode.self, forKey: .currency)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(amount, forKey: .amount)
        try container.encode(currency, forKey: .currency)
    }

    public static var schema: Schema {
        .object([
            .init(
                name: "amount",
                schema: .text(
                    length: 1...60, pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$",
                    description: "A decimal number, exact: it may have more than the currency's decimals."),
                isRequired: true),
            .init(name: "currency", schema: CurrencyCode.schema, isRequired: true),
        ])
    }

    public static var example: MoneySum { MoneySum(digits: "1234525", scale: 2, currency: .example) }
}
