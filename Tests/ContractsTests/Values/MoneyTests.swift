// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct MoneyTests {
    private func currency(_ code: String) throws -> CurrencyCode { try CurrencyCode(validating: code) }

    @Test(arguments: [
        ("0", "EUR", Int64(0)), ("123.45", "EUR", 12_345), ("-0.01", "EUR", -1), ("7", "JPY", 7), ("1.5", "EUR", 150),
        ("0.001", "KWD", 1), ("92233720368547758.07", "EUR", .max), ("-92233720368547758.08", "EUR", .min),
        ("9223372036854775807", "JPY", .max), ("1.2345", "CLF", 12_345), ("-0", "EUR", 0),
    ])
    func amountIsReadExactly(_ text: String, _ code: String, _ units: Int64) throws {
        #expect(try Money(amount: text, currency: currency(code)).minorUnits == units)
    }

    @Test(arguments: [
        ("", "EUR"), ("-", "EUR"), (".5", "EUR"), ("5.", "EUR"), ("01", "EUR"), ("1.234", "EUR"), ("1.0", "JPY"),
        ("+1", "EUR"), ("1e3", "EUR"), ("1,5", "EUR"), (" 1", "EUR"), ("92233720368547758.08", "EUR"),
        ("-92233720368547758.09", "EUR"), ("99999999999999999999", "JPY"), ("NaN", "EUR"), ("0x10", "EUR"),
        ("١", "EUR"),
    ])
    func anythingElseIsRefusedAndNeverRounded(_ text: String, _ code: String) throws {
        let currency = try currency(code)
        #expect(throws: ContractViolation.self) { try Money(amount: text, currency: currency) }
    }

    @Test(arguments: [
        (Int64(5), "EUR", "0.05"), (-5, "EUR", "-0.05"), (.min, "EUR", "-92233720368547758.08"), (0, "JPY", "0"),
        (12_345, "KWD", "12.345"), (100, "EUR", "1.00"),
    ])
    func amountIsWrittenWithTheCurrencysDecimals(_ units: Int64, _ code: String, _ text: String) throws {
        #expect(Money(minorUnits: units, currency: try currency(code)).amount == text)
    }

    @Test(arguments: ["EURO", "eur", "XXX", "", "ZZZ"])
    func unknownCurrencyIsRefused(_ code: String) {
        #expect(throws: ContractViolation.self) { try CurrencyCode(validating: code) }
    }
}
