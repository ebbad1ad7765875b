// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import LedgerService

@Suite struct FunctionalAmountsTests {
    private static func quote(_ rate: ExchangeRate) -> DerivedQuote {
        DerivedQuote(derivation: .direct, steps: [], conversion: Conversion(rate), on: "2026-01-15")
    }

    private static func table(_ rates: [(CurrencyCode, ExchangeRate)], type: RateType = .spot) -> RateTable {
        RateTable(
            Dictionary(
                uniqueKeysWithValues: rates.map { currency, rate in
                    (RateNeed(from: currency, to: .gbp, type: type, on: "2026-01-15"), quote(rate))
                }))
    }

    private static func draft(
        _ lines: [(CurrencyCode, Int64, Int64?)], type: RateType = .spot
    ) -> EntryDraft {
        EntryDraft(
            postedOn: "2026-01-15", rateType: type,
            lines: lines.map { currency, units, given in
                DraftLine(account: .cash, currency: currency, minorUnits: units, functionalMinorUnits: given)
            })
    }

    private static func amounts(
        _ lines: [(CurrencyCode, Int64, Int64?)], at rates: [(CurrencyCode, ExchangeRate)]
    ) throws -> [Int64]? {
        try FunctionalAmounts.byRate(draft(lines), in: .gbp, rates: table(rates))
    }

    @Test func eachLineIsConvertedByItself() throws {
        #expect(
            try Self.amounts([(.eur, 10_000, nil), (.eur, -10_000, nil)], at: [(.eur, "0.8537")]) == [8_537, -8_537])
        let both: [(CurrencyCode, Int64, Int64?)] = [
            (.jpy, 1_000, nil), (.jpy, -1_000, nil), (.kwd, 1_234, nil), (.kwd, -1_234, nil), (.gbp, 5, nil),
            (.gbp, -5, nil),
        ]
        #expect(
            try Self.amounts(both, at: [(.jpy, "0.0053"), (.kwd, "2.5617")]) == [530, -530, 316, -316, 5, -5])
    }

    @Test func nothingIsDoneWhereNothingIsLeftOut() throws {
        #expect(try Self.amounts([(.gbp, 5, nil), (.gbp, -5, nil)], at: []) == nil)
        #expect(try Self.amounts([(.eur, 5, 4), (.eur, -5, -4)], at: []) == nil)
        #expect(Self.draft([(.eur, 5, 4), (.gbp, 5, nil)]).neededRates(in: .gbp).isEmpty)
        let needed = Self.draft([(.eur, 5, nil), (.eur, 6, nil), (.gbp, 5, nil)], type: .average).neededRates(in: .gbp)
        #expect(Set(needed) == [RateNeed(from: .eur, to: .gbp, type: .average, on: "2026-01-15")])
    }

    /// At 0.81 the exact pence are 81, 26.73, 26.73 and 27.54, which round to 81 against 82: the last went up furthest.
    @Test func penceLeftByRoundingAreTakenWhereItWentFurthest() throws {
        let lines: [(CurrencyCode, Int64, Int64?)] = [
            (.eur, 100, nil), (.eur, -33, nil), (.eur, -33, nil), (.eur, -34, nil),
        ]
        #expect(try Self.amounts(lines, at: [(.eur, "0.81")]) == [81, -27, -27, -27])
        #expect(
            try Self.amounts(lines.map { ($0.0, -$0.1, nil) }, at: [(.eur, "0.81")]) == [-81, 27, 27, 27])
    }

    /// Two lines of 42.6875 round to 42.69 each: a penny more than the 85.37 that was given.
    @Test func givenAmountsAreNeverTouched() throws {
        let lines: [(CurrencyCode, Int64, Int64?)] = [(.eur, 10_000, 8_537), (.eur, -5_000, nil), (.eur, -5_000, nil)]
        #expect(try Self.amounts(lines, at: [(.eur, "0.85375")]) == [8_537, -4_268, -4_269])
    }

    /// A difference that rounding does not explain is a gain or a loss, which somebody must book.
    @Test func whatRoundingCannotExplainIsLeft() throws {
        let lines: [(CurrencyCode, Int64, Int64?)] = [(.eur, 10_000, 8_600), (.eur, -10_000, nil)]
        #expect(try Self.amounts(lines, at: [(.eur, "0.8537")]) == [8_600, -8_537])
        let unbalanced: [(CurrencyCode, Int64, Int64?)] = [(.eur, 100, nil), (.eur, -99, nil)]
        #expect(try Self.amounts(unbalanced, at: [(.eur, "0.855")]) == [86, -85])
        let exact: [(CurrencyCode, Int64, Int64?)] = [(.eur, 10_000, 8_501), (.eur, -10_000, nil)]
        #expect(try Self.amounts(exact, at: [(.eur, "0.85")]) == [8_501, -8_500])
    }

    @Test func missingRateAndOverflowAreRefused() {
        #expect(throws: RateNotFound(from: .eur, to: .gbp, on: "2026-01-15", type: .spot)) {
            try Self.amounts([(.eur, 5, nil), (.eur, -5, nil)], at: [(.jpy, "0.0053")])
        }
        let average = Self.draft([(.eur, 5, nil), (.eur, -5, nil)], type: .average)
        #expect(throws: RateNotFound(from: .eur, to: .gbp, on: "2026-01-15", type: .average)) {
            try FunctionalAmounts.byRate(average, in: .gbp, rates: Self.table([(.eur, "1")]))
        }
        #expect(throws: AmountOverflow()) {
            try Self.amounts([(.eur, .max, nil), (.eur, -.max, nil)], at: [(.eur, "1.1")])
        }
    }

    @Test func smallAmountsMayComeToNothing() throws {
        #expect(try Self.amounts([(.jpy, 1, nil), (.jpy, -1, nil)], at: [(.jpy, "0.0040")]) == [0, 0])
    }

    /// Whatever is balanced in its currencies and is left to rates balances in the functional currency, and no amount
    /// is a whole penny from its exact value.
    @Test func balancedEntriesStayBalanced() throws {
        var generator = SeededGenerator(state: 4_711)
        let currencies: [CurrencyCode] = [.eur, .usd, .jpy, .kwd, .chf]
        var moved = 0
        for _ in 0..<3_000 {
            let rates = currencies.map { currency in
                let digits = Int64.random(in: 1...99_999_999, using: &generator)
                let text = Decimal.text(ofMinorUnits: digits, digits: Int.random(in: 0...8, using: &generator))
                return (currency, ExchangeRate(stringLiteral: text))
            }
            let lines = Self.balancedLines(currencies, &generator)
            let amounts = try #require(try Self.amounts(lines, at: rates))
            #expect(amounts.reduce(0, +) == 0, "\(lines) \(rates)")
            let byCurrency = Dictionary(uniqueKeysWithValues: rates)
            for (line, amount) in zip(lines, amounts) {
                let rate = try #require(byCurrency[line.0])
                let exact = try #require(Conversion(rate).convert(line.1, from: line.0, to: .gbp))
                let other = exact.minorUnits - Int64(exact.excess.sign)
                #expect(amount == exact.minorUnits || amount == other)
                if amount != exact.minorUnits { moved += 1 }
            }
        }
        #expect(moved > 1_000)
    }

    private static func balancedLines(
        _ currencies: [CurrencyCode], _ generator: inout SeededGenerator
    ) -> [(CurrencyCode, Int64, Int64?)] {
        var lines: [(CurrencyCode, Int64, Int64?)] = []
        for currency in currencies.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator)) {
            var sum: Int64 = 0
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let units = Int64.random(in: -1_000_000...1_000_000, using: &generator)
                sum += units
                lines.append((currency, units, nil))
            }
            lines.append((currency, -sum, nil))
        }
        return lines
    }
}
