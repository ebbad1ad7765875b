// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct PreviewRevaluationTests {
    /// 100.00 EUR of receivables carried at 85.00 GBP, 40.00 USD of payables carried at 32.00 GBP.
    private func withBalances(_ body: (TestLedger, BookID) async throws -> Void) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(
                .transfer(
                    .eur(10_000), at: .gbp(8_500), from: .sales, to: .receivables, in: book, key: "1", on: "2026-01-10")
            )
            _ = try await ledger.post(
                .transfer(
                    .of(4_000, .usd), at: .gbp(3_200), from: "2100", to: "5100", in: book, key: "2", on: "2026-02-10"))
            _ = try await ledger.post(.of(EntryLine.sale(777), in: book, key: "3"))
            let rates = [
                try NewRate.of(.eur, "0.87", on: "2026-01-31", type: .closing),
                try .of(.usd, "0.79", on: "2026-02-28", type: .closing),
            ]
            _ = try await ledger.call(SetRates.of(rates, in: book))
            try await body(ledger, book)
        }
    }

    @Test func differencesAreOfTheDayAndNothingIsWritten() async throws {
        try await withBalances { ledger, book in
            let january = try await ledger.call(PreviewRevaluation(book: book, asOf: "2026-01-31")).revaluation
            #expect(january.balances.map(\.account) == [.receivables] && january.totalGain == .gbp(200))
            #expect(january.totalLoss == .gbp(0))
            let february = try await ledger.call(PreviewRevaluation(book: book, asOf: "2026-02-28")).revaluation
            let payable = try #require(february.balances.last)
            #expect(payable.account == "2100" && payable.balance == .of(-4_000, .usd))
            #expect(payable.carrying == .gbp(-3_200) && payable.revalued == .gbp(-3_160))
            #expect(payable.difference == .gbp(40) && payable.rate == "0.79" && payable.rateOn == "2026-02-28")
            #expect(february.totalGain == .gbp(240))
            #expect(try await ledger.entryCount(of: book) == 3)
            let early = try await ledger.call(PreviewRevaluation(book: book, asOf: "2026-01-09")).revaluation
            #expect(early.balances.isEmpty)
        }
    }

    @Test func accountsAreChosenWithAllBelowThemAndExcepted() async throws {
        try await withBalances { ledger, book in
            func accounts(_ chosen: [AccountCode]?, except: [AccountCode]? = nil) async throws -> [AccountCode] {
                let preview = PreviewRevaluation(
                    book: book, asOf: "2026-02-28", accounts: try chosen.map { try List(validating: $0) },
                    exceptAccounts: try except.map { try List(validating: $0) })
                return try await ledger.call(preview).revaluation.balances.map(\.account)
            }
            let all = try await accounts(nil)
            #expect(all == [.receivables, "2100"])
            #expect(try await accounts(["1000"]) == [.receivables])
            #expect(try await accounts(["2100", "1010"]) == ["2100"])
            #expect(try await accounts(nil, except: ["1000"]) == ["2100"])
            #expect(try await accounts(["1000"], except: [.receivables]) == [])
            await #expect(throws: AccountNotFound(account: "9")) { try await accounts(["9"]) }
            await #expect(throws: AccountNotFound(account: "9")) { try await accounts(nil, except: ["9"]) }
            await #expect(throws: AccountNotRevaluable(account: .sales)) { try await accounts([.cash, .sales]) }
        }
    }

    @Test func missingAndStaleRatesAreNamed() async throws {
        try await withBalances { ledger, book in
            let missing = RateNotFound(from: .eur, to: .gbp, on: "2026-02-28", type: .average)
            await #expect(throws: missing) {
                try await ledger.call(PreviewRevaluation(book: book, asOf: "2026-02-28", rateType: .average))
            }
            let stale = RateNotFound(from: .eur, to: .gbp, on: "2026-02-28", type: .closing)
            await #expect(throws: stale) {
                try await ledger.call(
                    PreviewRevaluation(book: book, asOf: "2026-02-28", maxAgeDays: AgeDays(unchecked: 3)))
            }
        }
    }

    @Test func revaluedBalanceMustFit() async throws {
        try await withBalances { ledger, book in
            _ = try await ledger.post(
                .transfer(
                    .of(.max / 2, .chf), at: .gbp(5), from: .sales, to: .cash, in: book, key: "4", on: "2026-01-10"))
            _ = try await ledger.call(SetRates.of([.of(.chf, "3", type: .closing)], in: book, key: "chf"))
            await #expect(throws: AmountOverflow()) {
                try await ledger.call(PreviewRevaluation(book: book, asOf: "2026-02-28"))
            }
        }
    }

    @Test func onlyReadersOfTheBookMayAsk() async throws {
        try await withBalances { ledger, book in
            let preview = PreviewRevaluation(book: book, asOf: "2026-01-31")
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.call(preview) }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.accountExecutive).call(preview)
            }
            #expect(error?.code == -32003)
        }
    }
}
