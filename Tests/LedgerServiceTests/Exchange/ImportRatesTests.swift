// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

/// Prices of a journal as rates of the book.
@Suite struct ImportRatesTests {
    private static let prices = """
        P 2026-01-01 EUR 0.87 GBP
        P 2026-01-02 00:00:00 $ 0.7500 GBP
        P 2026-01-02 EUR $1.16
        P 2026-01-03 EUR 0.90 GBP
        P 2026-01-03 EUR 0.88 GBP
        P 2026-01-04 EUR 0 GBP
        P 2026-01-04 APPLES 3 GBP

        """

    @Test func pricesBecomeRatesWhereTheBookHasNone() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book))
            let answer = try await ledger.import(Self.prices, into: book, setRates: true)
            #expect(answer.rates == ImportedRates(added: Count(3), kept: Count(1)))
            let rates = try await ledger.call(ListRates(book: book)).items.sorted {
                ($0.on, $0.to.text) < ($1.on, $1.to.text)
            }
            #expect(
                rates.map { "\($0.on) \($0.from) \($0.rate) \($0.to)" } == [
                    "2026-01-01 EUR 0.85 GBP", "2026-01-02 USD 0.75 GBP", "2026-01-02 EUR 1.16 USD",
                    "2026-01-03 EUR 0.88 GBP",
                ])
            #expect(rates.map(\.source?.text) == [nil, "file", "file", "file"])
            let again = try await ledger.import(Self.prices, into: book, setRates: true)
            #expect(again.rates == ImportedRates(added: Count(0), kept: Count(4)))
            #expect(try await ledger.verify(book).differences == [])
        }
    }

    /// Who took a rate away meant it.
    @Test func withdrawnRateStaysAway() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book))
            _ = try await ledger.call(WithdrawRates.of([RateKey(from: .eur, on: "2026-01-01")], in: book))
            let answer = try await ledger.import("P 2026-01-01 EUR 0.87 GBP\n", into: book, setRates: true)
            #expect(answer.rates == ImportedRates(added: Count(0), kept: Count(1)))
        }
    }

    @Test func pricesAloneSetNothingUnlessAskedFor() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            #expect(try await ledger.import(Self.prices, into: book).rates == nil)
            #expect(try await ledger.call(ListRates(book: book)).items.isEmpty)
        }
    }

    @Test func ratesTakeTheirPermission() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let importer = ledger.as(ledger.caller.with([.importJournals]))
            let error = await #expect(throws: RemoteError.self) {
                try await importer.import(Self.prices, into: book, setRates: true)
            }
            #expect(error?.code == StandardCode.permissionDenied.rawValue)
            #expect(try await importer.import(Self.prices, into: book).rates == nil)
        }
    }
}
