// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct QuantityTests {
    @Test func quantitiesAreExactAndWrittenShort() throws {
        for (given, text) in [("1", "1"), ("12.50", "12.5"), ("0.0001", "0.0001"), ("100000000000", "100000000000")] {
            #expect(try Quantity(validating: given).text == text)
        }
        for refused in ["0", "-1", "0.00001", "100000000000.0001", "1e3", " 1", "01", "", "."] {
            #expect(throws: ContractViolation.self) { try Quantity(validating: refused) }
        }
    }

    @Test func escalatorsAreFromZeroToAHundredPerCent() throws {
        for (given, text) in [("0", "0"), ("3.50", "3.5"), ("100", "100"), ("0.0001", "0.0001")] {
            #expect(try EscalatorPercent(validating: given).text == text)
        }
        for refused in ["-0", "-1", "100.0001", "3,5", "0.00001"] {
            #expect(throws: ContractViolation.self) { try EscalatorPercent(validating: refused) }
        }
    }
}
