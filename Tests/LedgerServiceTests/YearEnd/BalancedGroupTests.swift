// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct BalancedGroupTests {
    private static func gbp(_ pence: Int64) -> SignedAmount {
        SignedAmount(currency: .gbp, minorUnits: pence, functionalMinorUnits: pence)
    }

    private static func eur(_ cents: Int64, _ pence: Int64) -> SignedAmount {
        SignedAmount(currency: .eur, minorUnits: cents, functionalMinorUnits: pence)
    }

    @Test func oneAccountTakesTheDifferenceOfEachCurrency() throws {
        let groups = try BalancedGroup.split([Self.gbp(100), Self.eur(50, 40), Self.gbp(-30)])
        #expect(groups == [BalancedGroup(lines: 0..<3, balancing: [Self.eur(-50, -40), Self.gbp(-70)])])
    }

    @Test func whatBalancesByItselfNeedsNothing() throws {
        #expect(try BalancedGroup.split([]).isEmpty)
        #expect(
            try BalancedGroup.split([Self.gbp(5), Self.gbp(-5)]) == [BalancedGroup(lines: 0..<2, balancing: [])])
    }

    @Test func functionalAmountsBalanceWhereCurrenciesDo() throws {
        let groups = try BalancedGroup.split([Self.eur(100, 90), Self.eur(-100, -80)])
        #expect(groups == [BalancedGroup(lines: 0..<2, balancing: [Self.eur(0, -10)])])
    }

    @Test func differenceWithTwoSignsTakesTwoLines() throws {
        let groups = try BalancedGroup.split([Self.eur(100, 80), Self.eur(-90, -85)])
        #expect(groups == [BalancedGroup(lines: 0..<2, balancing: [Self.eur(-10, 0), Self.eur(0, 5)])])
    }

    @Test func noGroupIsLargerThanAnEntry() throws {
        let currencies = try ["EUR", "GBP", "USD", "JPY"].map { try CurrencyCode(validating: $0) }
        let lines = (1...2003).map { index in
            let sign: Int64 = index % 3 == 0 ? -1 : 1
            return SignedAmount(
                currency: currencies[index / 3 % 4], minorUnits: sign * Int64(index),
                functionalMinorUnits: sign * Int64(index % 5))
        }
        let groups = try BalancedGroup.split(lines)
        #expect(groups.flatMap { Array($0.lines) } == Array(lines.indices))
        for group in groups {
            let all = lines[group.lines] + group.balancing
            #expect(all.count <= 500)
            #expect(all.reduce(0) { $0 + $1.functionalMinorUnits } == 0)
            for currency in currencies {
                #expect(all.filter { $0.currency == currency }.reduce(0) { $0 + $1.minorUnits } == 0)
            }
        }
        #expect(groups.count == 5)
    }

    @Test func sumBeyondSixtyFourBitsIsRefused() {
        #expect(throws: AmountOverflow.self) { try BalancedGroup.split([Self.gbp(.max), Self.gbp(.max)]) }
    }
}
