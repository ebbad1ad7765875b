// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct MoneySumTests {
    @Test func digitsArePlacedExactly() throws {
        let expected: [(digits: String, scale: Int, currency: String, amount: String)] = [
            ("0", 0, "EUR", "0.00"), ("0", 2, "EUR", "0.00"), ("1", 2, "EUR", "0.0001"), ("10", 2, "EUR", "0.001"),
            ("100", 2, "EUR", "0.01"), ("-1", 0, "EUR", "-0.01"), ("7", 0, "JPY", "7"), ("70", 2, "JPY", "0.7"),
            ("700", 2, "JPY", "7"), ("12345", 0, "KWD", "12.345"),
            ("92233720368547758079999", 2, "EUR", "9223372036854775807.9999"),
        ]
        for (digits, scale, currency, amount) in expected {
            let sum = MoneySum(digits: digits, scale: scale, currency: try CurrencyCode(validating: currency))
            #expect(sum.amount == amount)
        }
    }
}
