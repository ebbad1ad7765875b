// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct ExchangeRateTests {
    @Test(arguments: [
        ("1", Int64(1), 0, "1"), ("1.0842", 10_842, 4, "1.0842"), ("1.2500", 125, 2, "1.25"), ("0.5", 5, 1, "0.5"),
        ("100", 100, 0, "100"), ("100.000", 100, 0, "100"), ("0.0000000000000001", 1, 16, "0.0000000000000001"),
        ("9999999999999999", 9_999_999_999_999_999, 0, "9999999999999999"),
        ("1.234567890123456", 1_234_567_890_123_456, 15, "1.234567890123456"),
        ("0.9999999999999999", 9_999_999_999_999_999, 16, "0.9999999999999999"),
    ])
    func rateIsReadExactly(_ text: String, _ coefficient: Int64, _ decimals: Int, _ written: String) throws {
        let rate = try ExchangeRate(validating: text)
        #expect(rate.coefficient == coefficient && rate.decimals == decimals && rate.text == written)
        #expect(try ExchangeRate(validating: rate.text) == rate)
    }

    @Test(arguments: [
        "", "0", "0.000", "-1", "+1", ".5", "5.", "01", "1e3", "1,5", " 1", "1 ", "NaN", "1.2.3", "١",
        "12345678901234567", "1.2345678901234567", "0.00000000000000001",
    ])
    func anythingElseIsRefused(_ text: String) {
        #expect(throws: ContractViolation.self) { try ExchangeRate(validating: text) }
    }

    @Test(arguments: ["spot", "average", "closing", "customs-2026_q1", "x"])
    func typesAreSmallWords(_ text: String) throws {
        #expect(try RateType(validating: text).text == text)
    }

    @Test(arguments: ["", "Spot", "a b", "ä", String(repeating: "a", count: 33)])
    func otherTypesAreRefused(_ text: String) {
        #expect(throws: ContractViolation.self) { try RateType(validating: text) }
    }
}
