// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct GetBalancesTests {
    private func balance(_ ledger: TestLedger, _ book: BookID, asOf: CalendarDate?) async throws -> Money? {
        let request = GetBalances(book: book, accounts: try List(validating: [.receivables]), asOf: asOf)
        return try await ledger.call(request).balances.first?.balance
    }

    @Test func balanceAtADayHoldsBackDatedEntriesToo() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let days: [(CalendarDate, Int64)] = [
                ("2026-03-31", 1), ("2026-01-31", 10), ("2026-02-01", 100), ("2026-02-28", 1000),
                ("2025-12-31", 10_000),
            ]
            for (index, (day, pence)) in days.enumerated() {
                _ = try await ledger.post(.of(EntryLine.sale(pence), in: book, key: "\(index)", on: day))
            }
            #expect(try await balance(ledger, book, asOf: "2025-12-30") == nil)
            #expect(try await balance(ledger, book, asOf: "2025-12-31") == .gbp(10_000))
            #expect(try await balance(ledger, book, asOf: "2026-01-31") == .gbp(10_010))
            #expect(try await balance(ledger, book, asOf: "2026-02-01") == .gbp(10_110))
            #expect(try await balance(ledger, book, asOf: "2026-02-28") == .gbp(11_110))
            #expect(try await balance(ledger, book, asOf: "2026-12-31") == .gbp(11_111))
            #expect(try await balance(ledger, book, asOf: nil) == .gbp(11_111))
        }
    }

    @Test func currenciesAreKeptApart() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(.of(EntryLine.sale(100), in: book, key: "1"))
            let euros = [EntrySide.debit, .credit].map { side in
                EntryLine(
                    account: side == .debit ? .receivables : .sales, side: side, amount: .eur(70),
                    functionalAmount: .gbp(60))
            }
            _ = try await ledger.post(.of(euros, in: book, key: "2"))
            let answer = try await ledger.call(
                GetBalances(book: book, accounts: List(validating: [.receivables, .sales])))
            #expect(answer.balances.map(\.balance) == [.eur(70), .gbp(100), .eur(-70), .gbp(-100)])
        }
    }

    @Test func unknownAccountAndForeignBookAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(GetBalances(book: book, accounts: List(validating: ["9", .cash])))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetBalances(book: book, accounts: List(validating: [.cash])))
            }
        }
    }
}
