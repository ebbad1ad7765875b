// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct ExactAmountTests {
    private func amount(_ quantity: String, _ price: String) -> ExactAmount? {
        ExactAmount(quantity: Array(quantity.utf8), price: Array(price.utf8))
    }

    @Test(arguments: [
        ("6", "2.55", "15.30"), ("-12", "1.25", "-15.00"), ("1", "0.001", "0.001"), ("3", "0.0", "0.00"),
        ("1", "-11062.06", "-11,062.06"), ("0.5", "0.01", "0.005"),
        ("999999999", "999999999", "999,999,998,000,000,001.00"),
        ("1", "1.6600000000", "1.66"), ("80995", "2.08", "168,469.60"), ("-1", "0.07", "-0.07"),
    ])
    func quantityTimesPriceIsExact(quantity: String, price: String, product: String) {
        #expect(amount(quantity, price)?.text == product)
    }

    @Test(arguments: [
        "", "-", ".5", "5.", "1,000", "1e3", "six", "1.2.3", "1000000000", "0.0000001", " 1", "+1", "£1",
    ])
    func whatIsNoNumberIsRefused(text: String) {
        #expect(amount(text, "1") == nil)
        #expect(amount("1", text) == nil)
    }

    @Test func sumsOfFractionsAreWholePenniesWhenTheyAre() throws {
        let part = try #require(amount("1", "0.005"))
        #expect(part.minorUnits(digits: 2) == nil)
        #expect((part + part).minorUnits(digits: 2) == 1)
        #expect((part - part).minorUnits(digits: 2) == 0)
        #expect(try #require(amount("3", "1.00")).minorUnits(digits: 0) == 3)
    }

    @Test func moreThanTheLedgerHoldsIsNoAmountOfIts() throws {
        let large = try #require(amount("999999999", "999999999"))
        #expect(large.minorUnits(digits: 2) == nil)
    }
}
