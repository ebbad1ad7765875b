// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetRateTests {
    private func withRates(
        _ rates: [NewRate], _ body: (TestLedger, BookID) async throws -> Void
    ) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of(rates, in: book))
            try await body(ledger, book)
        }
    }

    @Test func directRateConvertsAnAmount() async throws {
        try await withRates([.of(.eur, "0.8537", source: "ECB")]) { ledger, book in
            let answer = try await ledger.call(
                GetRate(book: book, from: .eur, on: "2026-01-15", amount: .eur(12_345)))
            #expect(answer.converted == .gbp(10_539))
            #expect(answer.rate.derivation == .direct && answer.rate.isExact && answer.rate.on == "2026-01-01")
            #expect(answer.rate.steps.map(\.rate.source?.text) == ["ECB"])
        }
    }

    @Test func inverseRateIsAnsweredAsSuch() async throws {
        try await withRates([.of(.gbp, "188.68", to: .jpy), .of(.gbp, "0.39", to: .kwd)]) { ledger, book in
            let yen = try await ledger.call(
                GetRate(book: book, from: .jpy, on: "2026-01-15", amount: .of(1_000, .jpy)))
            #expect(yen.rate.derivation == .inverse && !yen.rate.isExact && yen.converted == .gbp(530))
            #expect(yen.rate.rate == "0.0052999788000848")
            // 1.234 KWD / 0.39 are 3.16410 GBP.
            let dinars = try await ledger.call(
                GetRate(book: book, from: .kwd, on: "2026-01-15", amount: .of(1_234, .kwd)))
            #expect(dinars.converted == .gbp(316))
            let back = try await ledger.call(
                GetRate(book: book, from: .gbp, to: .jpy, on: "2026-01-15", amount: .gbp(1_234)))
            #expect(back.rate.derivation == .direct && back.converted == .of(2_328, .jpy))
        }
    }

    /// A book in pounds that is fed with the rates of the European Central Bank, which are all against the euro.
    @Test func bulletinAgainstOneCurrencyServesABookInAnother() async throws {
        let bulletin = [
            try NewRate.of(.eur, "1.0842", to: .usd), try .of(.eur, "0.8537", to: .gbp),
            try .of(.eur, "0.9412", to: .chf),
        ]
        try await withRates(bulletin) { ledger, book in
            let answer = try await ledger.call(
                GetRate(book: book, from: .usd, on: "2026-01-15", amount: .of(10_000, .usd)))
            #expect(answer.converted == .gbp(7_874) && answer.rate.derivation == .cross)
            #expect(answer.rate.steps.map(\.isInverted) == [true, false])
            #expect(answer.rate.rate == "0.7874008485519277")
            let francs = try await ledger.rate(.usd, to: .chf, in: book, on: "2026-01-15")
            #expect(francs.derivation == .cross && francs.steps.map(\.rate.to) == [.usd, .chf])
        }
    }

    @Test func currencyInItselfNeedsNoRate() async throws {
        try await withRates([.of(.eur, "0.85")]) { ledger, book in
            let answer = try await ledger.call(
                GetRate(book: book, from: .gbp, on: "2026-01-15", amount: .gbp(5)))
            #expect(answer.converted == .gbp(5) && answer.rate.derivation == .same && answer.rate.rate == "1")
        }
    }

    @Test func missingRateNamesWhatWasAskedFor() async throws {
        let rates = [try NewRate.of(.eur, "0.85", on: "2026-01-10", until: "2026-01-20"), try .of(.usd, "0.79")]
        try await withRates(rates) { ledger, book in
            func missing(_ day: CalendarDate, _ type: RateType = .spot) -> RateNotFound {
                RateNotFound(from: .eur, to: .gbp, on: day, type: type)
            }
            await #expect(throws: missing("2026-01-09")) { try await ledger.rate(.eur, in: book, on: "2026-01-09") }
            await #expect(throws: missing("2026-01-21")) { try await ledger.rate(.eur, in: book, on: "2026-01-21") }
            await #expect(throws: missing("2026-01-15", .closing)) {
                try await ledger.rate(.eur, in: book, on: "2026-01-15", type: .closing)
            }
            await #expect(throws: missing("2026-01-15")) {
                try await ledger.call(
                    GetRate(book: book, from: .eur, on: "2026-01-15", maxAgeDays: AgeDays(unchecked: 4)))
            }
            let fresh = try await ledger.call(
                GetRate(book: book, from: .eur, on: "2026-01-15", maxAgeDays: AgeDays(unchecked: 5)))
            #expect(fresh.rate.on == "2026-01-10")
        }
    }

    @Test func amountIsOfTheCurrencyAskedForAndMustFit() async throws {
        try await withRates([.of(.eur, "2")]) { ledger, book in
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(GetRate(book: book, from: .eur, on: "2026-01-15", amount: .gbp(5)))
            }
            #expect(error?.violations.map(\.path) == ["$.amount.currency"])
            await #expect(throws: AmountOverflow()) {
                try await ledger.call(GetRate(book: book, from: .eur, on: "2026-01-15", amount: .eur(.max)))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.rate(.eur, in: book, on: "2026-01-15")
            }
        }
    }
}
