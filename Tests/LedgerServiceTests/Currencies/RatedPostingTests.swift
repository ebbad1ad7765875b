// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// Entries whose functional amounts are found by rates.
@Suite struct RatedPostingTests {
    private func withRates(
        _ rates: [NewRate], _ body: (TestLedger, BookID) async throws -> Void
    ) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of(rates, in: book))
            try await body(ledger, book)
        }
    }

    private func functionalAmounts(
        _ posted: PostEntry.Response, _ ledger: TestLedger, _ book: BookID
    ) async throws
        -> [Money?]
    {
        try await ledger.call(GetEntry(book: book, entry: posted.entry)).entry.lines.map(\.functionalAmount)
    }

    @Test func rateOfTheEntrysDayIsTaken() async throws {
        let rates = [
            try NewRate.of(.eur, "0.85", on: "2026-01-01"), try .of(.eur, "0.86", on: "2026-01-15"),
            try .of(.eur, "0.9", on: "2026-01-15", type: .average), try .of(.eur, "0.99", on: "2026-01-16"),
        ]
        try await withRates(rates) { ledger, book in
            for (day, pence) in [("2026-01-14", Int64(8_500)), ("2026-01-15", 8_600), ("2026-02-01", 9_900)] {
                let posted = try await ledger.post(
                    .transfer(
                        .eur(10_000), from: .sales, to: .receivables, in: book, key: day, on: .init(stringLiteral: day))
                )
                #expect(try await functionalAmounts(posted, ledger, book) == [.gbp(pence), .gbp(pence)])
            }
            let sale = [EntryLine.debit(.receivables, .eur(100)), .credit(.sales, .eur(100))]
            let average = try NewEntry(
                idempotencyKey: .init(validating: "average"), postedOn: "2026-01-20", rateType: .average,
                lines: List(validating: sale))
            let outcome = try await ledger.call(PostEntries.of([average], in: book)).outcomes[0]
            #expect(try await functionalAmounts(#require(outcome.posted), ledger, book) == [.gbp(90), .gbp(90)])
        }
    }

    @Test func inverseAndCrossRatesServeEntriesToo() async throws {
        let rates = [
            try NewRate.of(.gbp, "188.68", to: .jpy), try .of(.eur, "1.0842", to: .usd), try .of(.eur, "0.8537"),
        ]
        try await withRates(rates) { ledger, book in
            let lines = [
                EntryLine.debit(.cash, .of(1_000, .jpy)), .credit(.sales, .of(1_000, .jpy)),
                .debit(.cash, .of(10_000, .usd)), .credit(.sales, .of(10_000, .usd)),
            ]
            let posted = try await ledger.post(.of(lines, in: book))
            #expect(
                try await functionalAmounts(posted, ledger, book)
                    == [.gbp(530), .gbp(530), .gbp(7_874), .gbp(7_874)])
        }
    }

    @Test func roundingIsSettledAndGivenAmountsStand() async throws {
        try await withRates([.of(.eur, "0.81")]) { ledger, book in
            let parts = [
                EntryLine.debit(.receivables, .eur(100)), .credit(.sales, .eur(33)), .credit(.sales, .eur(33)),
                .credit("2200", .eur(34)),
            ]
            let posted = try await ledger.post(.of(parts, in: book, key: "1"))
            #expect(
                try await functionalAmounts(posted, ledger, book) == [.gbp(81), .gbp(27), .gbp(27), .gbp(27)])
            let given = EntryLine(
                account: .cash, side: .debit, amount: .eur(100), functionalAmount: .gbp(90))
            await #expect(throws: EntryUnbalanced(differences: [.gbp(9)])) {
                try await ledger.post(.of([given, .credit(.sales, .eur(100))], in: book, key: "2"))
            }
            let realised = [given, .credit(.receivables, .eur(100)), .credit("4910", .gbp(9))]
            await #expect(throws: EntryUnbalanced(differences: [.gbp(-9)])) {
                try await ledger.post(.of(realised, in: book, key: "3"))
            }
        }
    }

    @Test func missingRateRefusesTheEntryAndOthersGoOn() async throws {
        try await withRates([.of(.eur, "0.81", on: "2026-01-10")]) { ledger, book in
            func entry(_ currency: CurrencyCode, _ key: String, _ day: CalendarDate) throws -> NewEntry {
                try .of([.debit(.cash, .of(100, currency)), .credit(.sales, .of(100, currency))], key: key, on: day)
            }
            let outcomes = try await ledger.call(
                PostEntries.of(
                    [
                        entry(.eur, "1", "2026-01-10"), entry(.eur, "2", "2026-01-09"), entry(.usd, "3", "2026-01-10"),
                        entry(.gbp, "4", "2026-01-10"),
                    ], in: book)
            ).outcomes
            #expect(outcomes.map { $0.refused?.code.rawValue } == [nil, 3080, 3080, nil])
            await #expect(throws: RateNotFound(from: .usd, to: .gbp, on: "2026-01-15", type: .spot)) {
                try await ledger.post(
                    .transfer(.of(5, .usd), from: .sales, to: .cash, in: book, key: "5", on: "2026-01-15"))
            }
        }
    }

    @Test func keyAnswersItsEntryWhateverTheRateIsNow() async throws {
        try await withRates([.of(.eur, "0.81")]) { ledger, book in
            let sale = try PostEntry.transfer(
                .eur(100), from: .sales, to: .receivables, in: book, key: "k", on: "2026-01-10")
            let first = try await ledger.post(sale)
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.9")], in: book, key: "correction"))
            #expect(try await ledger.post(sale) == first)
            #expect(try await functionalAmounts(first, ledger, book) == [.gbp(81), .gbp(81)])
            let reversed = try await ledger.call(
                ReverseEntry(book: book, idempotencyKey: .init(validating: "r"), entry: first.entry))
            #expect(try await functionalAmounts(reversed, ledger, book) == [.gbp(81), .gbp(81)])
            let trial = try await ledger.call(GetTrialBalance(book: book))
            #expect(trial.rows.allSatisfy { $0.balance == .gbp(0) })
        }
    }

    @Test func holdIsConfirmedAtTheRateOfItsDay() async throws {
        try await withRates([.of(.eur, "0.85"), .of(.eur, "1.0842", to: .usd)]) { ledger, book in
            for (amount, pence) in [(Money.eur(1_000), Int64(850)), (.of(1_000, .usd), 784)] {
                let hold = try await ledger.call(
                    HoldFunds(
                        book: book, idempotencyKey: .init(validating: "h\(pence)"), debit: .receivables,
                        credit: .sales, amount: amount)
                ).hold
                let confirmed = try await ledger.call(
                    ConfirmHold(
                        book: book, idempotencyKey: .init(validating: "c\(pence)"), hold: hold,
                        postedOn: "2026-01-15"))
                #expect(try await functionalAmounts(confirmed, ledger, book) == [.gbp(pence), .gbp(pence)])
            }
        }
    }
}
