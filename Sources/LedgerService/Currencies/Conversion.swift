// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What one unit of a currency is worth in another, as a fraction: exact for inverse and cross rates too.
struct Conversion: Sendable, Equatable {
    /// Each at most 10^32: two rates of at most 16 digits.
    let numerator: UInt128
    let denominator: UInt128

    static let one = Conversion(numerator: 1, denominator: 1)

    init(_ rate: ExchangeRate) {
        numerator = UInt128(rate.coefficient)
        denominator = Conversion.power(rate.decimals)
    }

    private init(numerator: UInt128, denominator: UInt128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    var inverse: Conversion { Conversion(numerator: denominator, denominator: numerator) }

    /// Of two steps at most: more would not fit.
    func followed(by next: Conversion) -> Conversion {
        Conversion(numerator: numerator * next.numerator, denominator: denominator * next.denominator)
    }

    /// The amount in the other currency's minor units, rounded once, half away from zero. Nil when it does not fit.
    ///
    /// The product has up to 183 bits, so it is kept in two words.
    func convert(_ minorUnits: Int64, from: CurrencyCode, to: CurrencyCode) -> RoundedAmount? {
        let numerator = numerator * Conversion.power(max(0, to.digits - from.digits))
        let denominator = denominator * Conversion.power(max(0, from.digits - to.digits))
        let product = numerator.multipliedFullWidth(by: UInt128(minorUnits.magnitude))
        guard product.high < denominator else { return nil }
        let (quotient, remainder) = denominator.dividingFullWidth(product)
        let isRoundedUp = remainder >= denominator - remainder
        guard let magnitude = Int64(exactly: quotient) else { return nil }
        let (rounded, overflow) = magnitude.addingReportingOverflow(isRoundedUp ? 1 : 0)
        guard !overflow else { return nil }
        let isNegative = minorUnits < 0
        return RoundedAmount(
            minorUnits: isNegative ? -rounded : rounded,
            excess: RoundingExcess(
                isNegative: isRoundedUp == isNegative,
                numerator: isRoundedUp ? denominator - remainder : remainder, denominator: denominator))
    }

    /// The rate as a decimal of at most 16 digits, and whether that is exact. Nil when it is too large or too small.
    var decimal: (rate: ExchangeRate, isExact: Bool)? {
        let wholeDigits = numerator < denominator ? 0 : String(numerator / denominator).utf8.count
        let decimals = ExchangeRate.digitLimit - wholeDigits
        guard decimals >= 0 else { return nil }
        let (quotient, remainder) = denominator.dividingFullWidth(
            numerator.multipliedFullWidth(by: Conversion.power(decimals)))
        guard let digits = Int64(exactly: quotient + (remainder >= denominator - remainder ? 1 : 0)),
            let rate = try? ExchangeRate(validating: Decimal.text(ofMinorUnits: digits, digits: decimals))
        else { return nil }
        return (rate, remainder == 0)
    }

    private static func power(_ exponent: Int) -> UInt128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

/// A converted amount, and how far rounding took it.
struct RoundedAmount: Sendable, Equatable {
    let minorUnits: Int64
    let excess: RoundingExcess
}

/// A rounded amount less the exact one: a fraction from -1/2 to 1/2 of a minor unit.
struct RoundingExcess: Sendable, Comparable {
    let isNegative: Bool
    let numerator: UInt128
    let denominator: UInt128

    /// -1, 0 or 1.
    var sign: Int { numerator == 0 ? 0 : isNegative ? -1 : 1 }

    static func == (left: RoundingExcess, right: RoundingExcess) -> Bool {
        !(left < right) && !(right < left)
    }

    static func < (left: RoundingExcess, right: RoundingExcess) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        let (a, b) = left.sign < 0 ? (right, left) : (left, right)
        let first = a.numerator.multipliedFullWidth(by: b.denominator)
        let second = b.numerator.multipliedFullWidth(by: a.denominator)
        return (first.high, first.low) < (second.high, second.low)
    }
}
