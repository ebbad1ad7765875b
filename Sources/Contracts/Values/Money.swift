// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An exact amount in one currency: `{"amount":"123.45","currency":"EUR"}` on the wire, minor units inside.
///
/// The amount has at most the currency's decimals; more digits, an amount beyond 64 bits of minor units and unknown
/// currencies are refused, never rounded.
public struct Money: ContractValue, CustomStringConvertible {
    /// Cents for EUR, yen for JPY.
    public let minorUnits: Int64
    public let currency: CurrencyCode

    public init(minorUnits: Int64, currency: CurrencyCode) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    public init(amount: String, currency: CurrencyCode) throws(ContractViolation) {
        self.init(minorUnits: try Decimal.minorUnits(of: amount, digits: currency.digits), currency: currency)
    }

    /// The decimal text with exactly the currency's decimals.
    public var amount: String { Decimal.text(ofMinorUnits: minorUnits, digits: currency.digits) }
    public var description: String { "\(amount) \(currency.text)" }

    private enum Key: String, CodingKey {
        case amount
        case currency
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let amount = try container.decode(String.self, forKey: .amount)
        let currency = try container.decode(CurrencyCode.self, forKey: .currency)
        try self.init(amount: amount, currency: currency)
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
                    length: 1...24, pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$",
                    description: "A decimal number with at most the currency's decimals; never rounded."),
                isRequired: true),
            .init(name: "currency", schema: CurrencyCode.schema, isRequired: true),
        ])
    }

    public static var example: Money { Money(minorUnits: 12_345, currency: .example) }
}

/// Decimal text to and from whole minor units, exactly.
public enum Decimal {
    public static func minorUnits(of text: String, digits: Int) throws(ContractViolation) -> Int64 {
        var text = text
        let parsed: Result<Int64?, ContractViolation> = text.withUTF8 { bytes in
            do throws(ContractViolation) {
                return .success(try parse(bytes, digits: digits))
            } catch {
                return .failure(error)
            }
        }
        guard let parsed = try parsed.get() else { throw ContractViolation("must be a decimal number, such as 123.45") }
        return parsed
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, digits: Int
    ) throws(ContractViolation) -> Int64? {
        var index = 0
        let isNegative = bytes.first == 0x2D
        if isNegative { index = 1 }
        let firstDigit = index
        var units: Int64 = 0
        var fits = true
        func shift(_ digit: UInt8) {
            let (product, overflow) = units.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.subtractingReportingOverflow(Int64(digit))
            fits = fits && !overflow && !carried
            units = sum
        }
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            shift(bytes[index] - 0x30)
            index += 1
        }
        guard index > firstDigit, index == firstDigit + 1 || bytes[firstDigit] != 0x30 else { return nil }
        var decimals = 0
        if index < bytes.count {
            guard bytes[index] == 0x2E, index + 1 < bytes.count else { return nil }
            index += 1
            while index < bytes.count {
                guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
                decimals += 1
                if decimals <= digits { shift(bytes[index] - 0x30) }
                index += 1
            }
        }
        guard decimals <= digits else { throw ContractViolation("must have at most \(digits) decimals") }
        for _ in decimals..<digits { shift(0) }
        // Counted downwards, since the least Int64 has no positive counterpart.
        guard fits, isNegative || units > Int64.min else { throw ContractViolation("is out of range") }
        return isNegative ? units : -units
    }

    public static func text(ofMinorUnits units: Int64, digits: Int) -> String {
        guard digits > 0 else { return String(units) }
        let magnitude = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - magnitude.utf8.count)) + magnitude
        return (units < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
    }
}
