// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A decimal number without rounding: `units` times ten to the power of minus `decimals`.
struct ExactNumber: Sendable, Equatable {
    /// Beyond it a number is no amount of money, and products of two still fit 128 bits.
    static let digitLimit = 18

    var units: Int128
    var decimals: Int

    var isNegative: Bool { units < 0 }

    static prefix func - (number: ExactNumber) -> ExactNumber {
        ExactNumber(units: -number.units, decimals: number.decimals)
    }

    static func * (left: ExactNumber, right: ExactNumber) -> ExactNumber {
        ExactNumber(units: left.units * right.units, decimals: left.decimals + right.decimals)
    }

    /// In units of 10^-digits; nil when it has more decimals than that, or does not fit.
    func minorUnits(digits: Int) -> Int64? {
        if decimals <= digits {
            let (product, overflow) = units.multipliedReportingOverflow(by: Self.power(digits - decimals))
            return overflow ? nil : Int64(exactly: product)
        }
        let unit = Self.power(decimals - digits)
        return units % unit == 0 ? Int64(exactly: units / unit) : nil
    }

    /// In units of 10^-digits, halves away from zero; nil when it does not fit.
    func roundedMinorUnits(digits: Int) -> Int64? {
        guard decimals > digits else { return minorUnits(digits: digits) }
        let unit = Self.power(decimals - digits)
        let (quotient, rest) = units.quotientAndRemainder(dividingBy: unit)
        let isUp = rest.magnitude * 2 >= unit.magnitude
        return Int64(exactly: isUp ? quotient + (units < 0 ? -1 : 1) : quotient)
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
