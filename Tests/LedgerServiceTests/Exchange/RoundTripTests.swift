// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

/// What is exported can be imported, and what is imported means to the ledger what it means to hledger.
@Suite struct RoundTripTests {
    private static let days: [CalendarDate?] = [
        nil, "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-15", "2026-01-31", "2026-02-03", "2026-02-04",
        "2026-02-05", "2026-02-06", "2026-02-09", "2026-02-28",
    ]

    @Test(arguments: JournalFormat.allCases)
    func exportedBookImportedIntoAnEmptyOneIsTheSame(_ format: JournalFormat) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let text = try await ledger.export(book, format)
            let other: BookID
            let answer: ImportJournal.Response
            if format == .hledger {
                other = try await ledger.call(CreateBook.named("copy")).book.id
                answer = try await ledger.import(text, into: other, format: format, createAccounts: true)
                #expect(answer.accountsCreated.rawValue > 5)
            } else {
                other = try await ledger.openBook("copy")
                answer = try await ledger.import(text, into: other, format: format)
            }
            #expect(answer.rejected == [] && answer.posted.rawValue == 9)
            for day in Self.days {
                for atCost in [false, true] {
                    let expected = try await ledger.balances(of: book, asOf: day, atCost: atCost)
                    #expect(try await ledger.balances(of: other, asOf: day, atCost: atCost) == expected)
                }
            }
            let (old, new) = (
                try await ledger.call(ListEntries(book: book)).items,
                try await ledger.call(ListEntries(book: other)).items
            )
            #expect(old.map(\.lines) == new.map(\.lines))
            #expect(old.map(\.description) == new.map(\.description))
            #expect(old.map(\.documentReference) == new.map(\.documentReference))
            #expect(new.map(\.external?.reference.text) == old.map { $0.number.description })
            #expect(try await ledger.verify(other).counts.isEmpty)
            let again = try await ledger.import(text, into: other, format: format, createAccounts: true)
            #expect(again.repeated.rawValue == 9 && again.posted.rawValue == 0)
        }
    }

    /// Kinds and names of accounts are in the rows; the rest of a chart is not.
    @Test func exportedRowsMakeTheAccountsThatTheyName() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBusyBook()
            let text = try await ledger.export(book, .csv)
            let other = try await ledger.call(CreateBook.named("copy")).book.id
            let answer = try await ledger.import(text, into: other, format: .csv, createAccounts: true)
            #expect(answer.rejected == [] && answer.posted.rawValue == 9)
            let made = try await ledger.call(ListAccounts(book: other)).items
            #expect(answer.accountsCreated.rawValue == Int64(made.count))
            let chart = try await ledger.call(ListAccounts(book: book)).items
            for account in made {
                let original = try #require(chart.first { $0.code == account.code })
                #expect(account.name == original.name && account.kind == original.kind)
            }
            for day in Self.days {
                #expect(try await ledger.balances(of: other, asOf: day) == ledger.balances(of: book, asOf: day))
            }
            #expect(try await ledger.verify(other).counts.isEmpty)
        }
    }

    /// A household's journal in four currencies, as people write them for hledger.
    private static let journal = """
        ; A little of everything.
        commodity 1,000.00 GBP
        commodity 1,000.00 USD
        commodity 1.000,00 EUR
        commodity 1,000. JPY
        P 2026-01-01 EUR 0.87 GBP
        P 2026-02-01 EUR 0.85 GBP

        2026-01-01 * Opening balances
            assets:bank:checking      2,500.00 GBP
            assets:bank:savings       10,000.00 GBP
            assets:cash:dollars       300.00 USD @ 0.75 GBP
            liabilities:card         -120.50 GBP
            equity:opening

        2026-01-02 (17) Groceries
            expenses:food             43.21 GBP  ; weekly
            liabilities:card

        2026/1/15 ! Salary
            assets:bank:checking      3,100.00 GBP
            expenses:tax                900.00 GBP
            income:salary            -4,000.00 GBP

        2026-01-31 Flight to Tokyo
            expenses:travel           98,500 JPY @@ 512.34 GBP
            assets:bank:checking     -512.34 GBP

        2026-02-03 Hotel
            expenses:travel           1.234,50 EUR
            liabilities:card         -1.234,50 EUR

        2026-02-04 Card is paid
            liabilities:card          1.234,50 EUR @ 0.85123 GBP
            assets:bank:checking

        2026-02-05 Dollars sold
            assets:bank:checking      76.20 GBP
            assets:cash:dollars      -100.00 USD

        2026-02-06 Interest
            assets:bank:savings       0.01 GBP
            income:interest          -0.01 GBP

        2026-02-09 Ramen
            expenses:food             1,200 JPY @@ 6.30 GBP
            assets:cash:dollars      -8.40 USD @@ 6.30 GBP
        """

    @Test(.enabled("hledger is not installed; scripts/install --test installs it", { HledgerProgram.isInstalled }))
    func importedJournalHasTheBalancesThatHledgerComputes() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main")).book.id
            try await ledger.open("exchange", "Exchange", .equity, in: book)
            let answer = try await ledger.import(
                Self.journal, into: book, conversion: "exchange", createAccounts: true)
            #expect(answer.rejected == [] && answer.posted.rawValue == 9)
            #expect(try await ledger.verify(book).counts.isEmpty)
            let exported = try await ledger.export(book, .hledger)
            for day in Self.days {
                // The journal as it was written knows neither our codes nor the account of exchanges.
                var ours: [String: [CurrencyCode: Int64]] = [:]
                for (account, balances) in try await ledger.balances(of: book, asOf: day) where account != "exchange" {
                    ours[account.text] = balances
                }
                let names = try await HledgerProgram.with(Self.journal) { try $0.balancesByName(asOf: day) }
                let theirs = Dictionary(
                    uniqueKeysWithValues: names.map { ($0.key.replacing(":", with: "."), $0.value) })
                #expect(ours == theirs, "at \(day?.text ?? "the end")")
                for atCost in [false, true] {
                    let expected = try await ledger.balances(of: book, asOf: day, atCost: atCost)
                    let computed = try await HledgerProgram.with(exported) {
                        try $0.balances(asOf: day, atCost: atCost)
                    }
                    #expect(expected == computed, "exported, at \(day?.text ?? "the end"), at cost: \(atCost)")
                }
            }
        }
    }
}
