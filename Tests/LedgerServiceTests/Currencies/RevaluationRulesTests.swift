// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import LedgerService

@Suite struct RevaluationRulesTests {
    private static let scope = RevaluationScope(
        asOf: "2026-01-31", rateType: nil, maxAgeDays: nil, accounts: nil, exceptAccounts: nil)

    private static func quote(_ rate: ExchangeRate) -> DerivedQuote {
        DerivedQuote(derivation: .direct, steps: [], conversion: Conversion(rate), on: "2026-01-31")
    }

    private static func positions(_ balances: [CarriedBalance]) throws -> [RevaluedPosition] {
        let rates = RateTable([
            scope.need(of: .eur, in: .gbp): quote("0.85"), scope.need(of: .jpy, in: .gbp): quote("0.0053"),
        ])
        return try RevaluationRules.positions(of: balances, in: scope, functionalCurrency: .gbp, rates: rates)
    }

    private static func balance(
        _ minorUnits: Int64, _ currency: CurrencyCode, carriedAt functional: Int64
    ) -> CarriedBalance {
        CarriedBalance(
            account: .receivables, currency: currency, minorUnits: minorUnits, functionalMinorUnits: functional)
    }

    @Test func differenceIsTheBalanceAtTheRateLessWhatItIsCarriedAt() throws {
        let positions = try Self.positions([
            Self.balance(10_000, .eur, carriedAt: 8_300), Self.balance(-10_000, .eur, carriedAt: -8_300),
            Self.balance(1_000, .jpy, carriedAt: 530), Self.balance(-1_050, .jpy, carriedAt: 0),
        ])
        #expect(positions.map(\.revalued) == [8_500, -8_500, 530, -557])
        #expect(positions.map(\.difference) == [200, -200, 0, -557])
        let answer = try RevaluationRules.answer(positions, in: .gbp)
        #expect(answer.totalGain == .gbp(200) && answer.totalLoss == .gbp(757))
    }

    @Test func whatIsLeftOnABalanceOfZeroNeedsNoRate() throws {
        let positions = try Self.positions([Self.balance(0, .chf, carriedAt: 320)])
        #expect(positions.map(\.difference) == [-320] && positions.first?.quote == nil)
    }

    @Test func missingRateAndOverflowAreRefused() {
        #expect(throws: RateNotFound(from: .chf, to: .gbp, on: "2026-01-31", type: .closing)) {
            try Self.positions([Self.balance(1, .chf, carriedAt: 0)])
        }
        #expect(throws: AmountOverflow()) {
            try Self.positions([Self.balance(.max, .jpy, carriedAt: .min), Self.balance(.max, .eur, carriedAt: -.max)])
        }
        #expect(throws: AmountOverflow()) { try Self.positions([Self.balance(.max, .eur, carriedAt: -.max)]) }
    }
}
