// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import LedgerService

@Suite struct RateRulesTests {
    private func rate(
        _ from: CurrencyCode, _ to: CurrencyCode, _ rate: ExchangeRate, on day: CalendarDate,
        until last: CalendarDate? = nil, type: RateType = .spot
    ) throws -> Rate {
        Rate(
            from: from, to: to, type: type, on: day, validUntil: last, rate: rate, source: nil,
            revision: Version(unchecked: 1), recordedAt: Clocks.start, recordedBy: try Text(validating: "user:1"),
            afterEntry: Count(0))
    }

    private func derive(
        _ from: CurrencyCode, _ to: CurrencyCode = .gbp, on day: CalendarDate = "2026-03-10",
        oldest: CalendarDate? = nil, among rates: [Rate]
    ) -> DerivedQuote? {
        RateRules.derive(
            RateNeed(from: from, to: to, type: .spot, on: day), functionalCurrency: .gbp, oldest: oldest, among: rates)
    }

    @Test func laterDirectionWinsAndOfTheSameDayTheDirectOne() throws {
        let direct = try rate(.eur, .gbp, "0.85", on: "2026-03-01")
        let later = try rate(.gbp, .eur, "1.25", on: "2026-03-02")
        let same = try rate(.gbp, .eur, "1.3", on: "2026-03-01")
        let inverse = derive(.eur, among: [direct, later])
        #expect(inverse?.derivation == .inverse && inverse?.on == "2026-03-02")
        #expect(inverse?.conversion.decimal?.rate == "0.8")
        #expect(derive(.eur, among: [direct, same])?.derivation == .direct)
        #expect(derive(.eur, among: [same])?.derivation == .inverse)
    }

    @Test func rateOfItsOwnWinsOverEveryCrossRate() throws {
        let own = try rate(.usd, .gbp, "0.7", on: "2025-01-01")
        let legs = [
            try rate(.eur, .usd, "1.1", on: "2026-03-10"), try rate(.eur, .gbp, "0.85", on: "2026-03-10"),
        ]
        #expect(derive(.usd, among: legs + [own])?.derivation == .direct)
        #expect(derive(.usd, among: legs)?.derivation == .cross)
    }

    @Test func crossRateTakesTheWayWhoseOlderLegIsTheLatest() throws {
        let throughEuro = [
            try rate(.eur, .usd, "1.25", on: "2026-03-09"), try rate(.eur, .jpy, "160", on: "2026-03-05"),
        ]
        let throughFranc = [
            try rate(.usd, .chf, "0.9", on: "2026-03-06"), try rate(.chf, .jpy, "180", on: "2026-03-06"),
        ]
        let quote = derive(.usd, .jpy, among: throughEuro + throughFranc)
        #expect(quote?.steps.map(\.rate) == throughFranc && quote?.on == "2026-03-06")
        #expect(derive(.usd, .jpy, among: throughEuro)?.conversion.decimal?.rate == "128")
        #expect(derive(.usd, .jpy, among: throughEuro)?.steps.map(\.isInverted) == [true, false])
    }

    @Test func amongWaysOfOneDayTheFunctionalCurrencyThenTheFirstCodeWins() throws {
        func way(_ middle: CurrencyCode) throws -> [Rate] {
            [
                try rate(.usd, middle, "2", on: "2026-03-06"), try rate(middle, .jpy, "50", on: "2026-03-06"),
            ]
        }
        let all = try way(.kwd) + way(.gbp) + way(.chf)
        #expect(derive(.usd, .jpy, among: all)?.steps.first?.rate.to == .gbp)
        #expect(derive(.usd, .jpy, among: try way(.kwd) + way(.chf))?.steps.first?.rate.to == .chf)
    }

    @Test func staleFutureEndedAndOtherRatesAreNone() throws {
        let expired = try rate(.eur, .gbp, "0.85", on: "2026-03-01", until: "2026-03-09")
        #expect(derive(.eur, among: [expired]) == nil)
        #expect(derive(.eur, on: "2026-03-09", among: [expired])?.derivation == .direct)
        #expect(derive(.eur, on: "2026-02-28", among: [expired]) == nil)
        let old = try rate(.eur, .gbp, "0.85", on: "2026-03-01")
        #expect(derive(.eur, oldest: "2026-03-02", among: [old]) == nil)
        #expect(derive(.eur, oldest: "2026-03-01", among: [old])?.derivation == .direct)
        #expect(derive(.eur, among: [try rate(.eur, .gbp, "0.85", on: "2026-03-01", type: .closing)]) == nil)
        #expect(derive(.eur, among: []) == nil)
    }

    @Test func currencyInItselfIsOne() {
        let quote = derive(.gbp, among: [])
        #expect(quote?.derivation == .same && quote?.conversion == .one && quote?.steps.isEmpty == true)
    }
}
