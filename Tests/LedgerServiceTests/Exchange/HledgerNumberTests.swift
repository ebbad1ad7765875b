// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct HledgerNumberTests {
    private func parse(
        _ text: String, mark: Character? = nil, digits: Int? = 2
    ) throws(JournalProblem) -> ExactNumber {
        try HledgerNumber.parse(
            Array(text.utf8)[...], decimalMark: mark.flatMap { $0.asciiValue }, currencyDigits: digits)
    }

    @Test(arguments: [
        ("0", 0, 0), ("1234", 1234, 0), ("12.34", 1234, 2), ("12,34", 1234, 2), ("1,234.56", 123_456, 2),
        ("1.234,56", 123_456, 2), ("1 234,56", 123_456, 2), ("1,234,567", 1_234_567, 0), ("1.", 1, 0), (".5", 5, 1),
        ("0.125", 125, 3), ("1234.567", 1_234_567, 3), ("12 345 678", 12_345_678, 0), ("1,234,567.8", 12_345_678, 1),
    ])
    func numberIsReadWithItsMarks(_ text: String, _ units: Int, _ decimals: Int) throws {
        #expect(try parse(text) == ExactNumber(units: Int128(units), decimals: decimals))
    }

    @Test func markThatADirectiveNamesDecides() throws {
        #expect(try parse("1,000", mark: ".") == ExactNumber(units: 1000, decimals: 0))
        #expect(try parse("1,000", mark: ",") == ExactNumber(units: 1000, decimals: 3))
        #expect(try parse("1.000.000", mark: ",") == ExactNumber(units: 1_000_000, decimals: 0))
    }

    /// `1,000` is a thousand to one and a whole to the other: nobody's money is guessed.
    @Test func numberOfTwoMeaningsIsRefused() throws {
        #expect(throws: JournalProblem.self) { try parse("1,000") }
        #expect(throws: JournalProblem.self) { try parse("12.345") }
        #expect(try parse("12.345", digits: 3) == ExactNumber(units: 12_345, decimals: 3))
    }

    @Test(arguments: ["", ".", "1.2,3.4", "1234567890123456789", "0.0000000000000000001"])
    func whatIsNoNumberIsRefused(_ text: String) {
        #expect(throws: JournalProblem.self) { try parse(text) }
    }

    @Test(arguments: [
        ("12.34 EUR", 5), ("1 234,56 EUR", 8), ("1 23", 1), ("12 EUR", 2), ("1 2345", 1), ("7  ; x", 1), ("5", 1),
    ])
    func numberEndsWhereItsDigitsEnd(_ text: String, _ length: Int) {
        #expect(HledgerNumber.length(of: Array(text.utf8)[...]) == length)
    }

    @Test func halvesAreRoundedAwayFromZero() {
        func rounded(_ units: Int128, _ decimals: Int) -> Int64? {
            ExactNumber(units: units, decimals: decimals).roundedMinorUnits(digits: 2)
        }
        #expect(rounded(12_345, 4) == 123 && rounded(12_350, 4) == 124 && rounded(-12_350, 4) == -124)
        #expect(rounded(-12_349, 4) == -123 && rounded(5, 0) == 500)
        #expect(ExactNumber(units: 12_345, decimals: 4).minorUnits(digits: 2) == nil)
        #expect(ExactNumber(units: 12_300, decimals: 4).minorUnits(digits: 2) == 123)
        #expect(rounded(Int128(Int64.max) * 10, 0) == nil)
    }
}
