// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct CurrencyCodeTests {
    @Test(arguments: [
        ("EUR", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("VND", 0), ("XOF", 0), ("UYI", 0), ("ISK", 0), ("KWD", 3),
        ("BHD", 3), ("IQD", 3), ("LYD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4), ("MRU", 2), ("XCG", 2), ("ZWG", 2),
        ("XAD", 2),
    ])
    func currencyHasItsDecimals(_ code: String, _ digits: Int) throws {
        #expect(try CurrencyCode(validating: code).digits == digits)
    }

    /// ISO 4217 has 178 codes in use since 2026, of which 13 have no minor unit: gold and the like.
    @Test func tableIsWhole() {
        let inUse = CurrencyCode.all.filter { !$0.isWithdrawn }
        #expect(inUse.count == 165)
        let counts = Dictionary(grouping: inUse, by: \.digits).mapValues(\.count)
        #expect(counts == [0: 17, 2: 139, 3: 7, 4: 2])
        #expect(CurrencyCode.all.filter(\.isWithdrawn).map(\.text) == ["ANG", "BGN", "CUC", "HRK", "SLL", "ZWL"])
        #expect(CurrencyCode.all.map(\.text) == Set(CurrencyCode.all.map(\.text)).sorted())
    }

    @Test func everyCurrencyHasAName() throws {
        #expect(CurrencyCode.all.allSatisfy { !$0.name.isEmpty && $0.name != $0.text })
        #expect(try CurrencyCode(validating: "GBP").name == "Pound Sterling")
        #expect(try CurrencyCode(validating: "USN").name == "US Dollar (Next day)")
    }

    @Test(arguments: ["XXX", "XAU", "XDR", "XTS", "DEM", "eur", "EU", "EURO", ""])
    func otherCodesAreRefused(_ code: String) {
        #expect(throws: ContractViolation.self) { try CurrencyCode(validating: code) }
    }
}
