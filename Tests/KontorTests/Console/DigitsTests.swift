// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import kontor

@Suite struct DigitsTests {
    @Test func countsAreGroupedByThousands() {
        #expect([0, 999, 1000, 1_234_567].map { Digits.grouped($0) } == ["0", "999", "1,000", "1,234,567"])
    }

    @Test(arguments: [(0, "0.00"), (-5, "-0.05"), (-74_789_12, "-74,789.12"), (100_000_000, "1,000,000.00")])
    func moneyIsGroupedByThousands(minorUnits: Int64, text: String) throws {
        #expect(Money(minorUnits: minorUnits, currency: try CurrencyCode(validating: "GBP")).grouped == text)
    }

    @Test func aCurrencyWithoutDecimalsHasNone() throws {
        #expect(Money(minorUnits: -1_234_567, currency: try CurrencyCode(validating: "JPY")).grouped == "-1,234,567")
    }

    @Test func periodsReachFromTheFirstDayToTheLast() {
        #expect(Period.earliest.text == "0001-01-01")
        #expect(Period.latest.text == "9999-12-31")
    }
}
