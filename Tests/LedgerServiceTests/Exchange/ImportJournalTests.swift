// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

@Suite struct ImportJournalTests {
    @Test func transactionsBecomeEntriesAndTheRestIsListed() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let answer = try await ledger.import(
                """
                account assets:till  ; code:1010

                2026-01-05 (R-1) Sale  ; module:receivables
                    assets:till   12.00 GBP  ; memo:first
                    revenues:4100 Sales

                2026-01-06 Wrong
                    assets:till   12.00 GBP
                    revenues:4100 Sales  -11.00 GBP

                2026-01-07 Unknown
                    assets:nowhere  5 GBP
                    revenues:4100 Sales

                2026-02-30 No such day
                    assets:till   12.00 GBP
                    revenues:4100 Sales

                2026-01-08 Nothing
                    assets:till   0 GBP
                    revenues:4100 Sales
                """, into: book)
            #expect(answer.transactions.rawValue == 5 && answer.posted.rawValue == 1 && answer.empty.rawValue == 1)
            #expect(answer.rejected.map(\.line.rawValue) == [7, 11, 15])
            #expect(answer.rejected.map(\.at?.rawValue) == [nil, 12, 15])
            #expect(
                answer.totals == [
                    ImportTotal(read: .gbp(2900), posted: .gbp(1200), repeated: .gbp(0), rejected: .gbp(1700))
                ])
            let entry = try #require(try await ledger.call(ListEntries(book: book)).items.first)
            #expect(entry.postedOn == "2026-01-05" && entry.documentReference?.text == "R-1")
            #expect(entry.description?.text == "Sale" && entry.module == .receivables)
            #expect(entry.lines.map(\.account) == [.cash, .sales] && entry.lines[0].memo?.text == "first")
            #expect(try await ledger.verify(book).counts.isEmpty)
        }
    }

    @Test func importedAgainNothingIsPostedTwice() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let coffee = "\n2026-01-05 Coffee\n  1010  -2 GBP\n  1100  2 GBP\n"
            let first = try await ledger.import(coffee + coffee, into: book)
            #expect(first.posted.rawValue == 2)
            let again = try await ledger.import(coffee + coffee + coffee, into: book)
            #expect(again.posted.rawValue == 1 && again.repeated.rawValue == 2)
            // A part of a file knows what came before it by what it is told.
            let part = try await ledger.import(
                coffee, into: book, firstLine: 20,
                repeats: [RepeatedTransaction(line: Count(21), before: Count(2))])
            #expect(part.repeated.rawValue == 1 && part.posted.rawValue == 0)
            let other = try await ledger.import(coffee, into: book, source: "other")
            #expect(other.posted.rawValue == 1)
            #expect(try await ledger.entryCount(of: book) == 4)
        }
    }

    @Test func numberedTransactionIsKnownByItsNumber() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let text = "2026-01-05 Coffee  ; number:A-7\n  1010  -2 GBP\n  1100  2 GBP\n"
            #expect(try await ledger.import(text, into: book).posted.rawValue == 1)
            let changed = try await ledger.import(
                text.replacing("Coffee", with: "Tea"), into: book)
            #expect(changed.rejected.first?.refusal?.code.rawValue == Int64(IdempotencyKeyReused.code))
            let entry = try #require(try await ledger.call(ListEntries(book: book)).items.first)
            #expect(entry.external?.source.text == "file" && entry.external?.reference.text == "A-7")
        }
    }

    @Test func exchangeAndAccountsAreMadeOnRequest() async throws {
        try await withLedger { ledger in
            let book = try await ledger.call(CreateBook.named("main")).book.id
            let text = """
                P 2026-01-01 EUR 0.90 GBP

                2026-01-05 Opening  ; kind:opening
                    assets:bank:giro     1000 GBP
                    equity:opening balances

                2026-01-06 Euros
                    assets:bank:euro     100 EUR @@ 87 GBP
                    assets:bank:giro

                2026-01-07 Lunch
                    expenses:food        10 EUR
                    assets:bank:euro
                """
            let refused = try await ledger.import(text, into: book)
            #expect(refused.rejected.count == 3 && refused.accountsCreated.rawValue == 0)
            try await ledger.open("exchange", "Exchange", .equity, in: book)
            let answer = try await ledger.import(
                text, into: book, conversion: "exchange", createAccounts: true)
            #expect(answer.posted.rawValue == 3 && answer.rejected == [])
            #expect(answer.accountsCreated.rawValue == 4)
            let balances = try await ledger.balances(of: book)
            #expect(balances["assets.bank.giro"] == [.gbp: 91_300])
            #expect(balances["assets.bank.euro"] == [.eur: 9_000])
            #expect(balances["exchange"] == [.eur: -10_000, .gbp: 8_700])
            #expect(try await ledger.balances(of: book, atCost: true)["expenses.food"] == [.gbp: 900])
            let entries = try await ledger.call(ListEntries(book: book)).items
            #expect(entries.map(\.kind) == [.opening, .normal, .normal])
            #expect(try await ledger.verify(book).counts.isEmpty)
        }
    }

    @Test func assertionsOfBalancesAreChecked() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let text = """
                2026-01-05 One
                    1010  10 GBP = 10 GBP
                    1100

                2026-01-06 Two
                    1010  10 GBP = 25 GBP
                    1100

                2026-01-07 Three
                    1010  5 GBP == 15 GBP
                    1100  -5 GBP = -15 GBP
                """
            let answer = try await ledger.import(text, into: book)
            #expect(answer.posted.rawValue == 2)
            #expect(answer.rejected.map(\.line.rawValue) == [5] && answer.rejected.first?.at?.rawValue == 6)
            #expect(answer.rejected.first?.reason.text.contains("20.00 GBP") ?? false)
            // What is in the book already is not checked again, since more may have come since; and what was rejected
            // for its assertion is checked against what has come.
            let again = try await ledger.import(text, into: book)
            #expect(again.repeated.rawValue == 2 && again.posted.rawValue + Int64(again.rejected.count) == 1)
        }
    }

    @Test func refusalsOfTheLedgerAreListedWithTheirCodes() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let answer = try await ledger.import(
                """
                2026-01-05 On a heading
                    1000  10 GBP
                    1010

                2026-01-05 Without a rate
                    1010  10 EUR
                    1100
                """, into: book)
            #expect(answer.rejected.count == 2 && answer.posted.rawValue == 0)
            #expect(answer.rejected[0].refusal?.code.rawValue == Int64(AccountIsHeading.code))
            #expect(answer.rejected[1].refusal != nil)
        }
    }

    @Test func journalThatCannotBeFollowedPostsNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let text = "2026-01-05 x\n  1010  1 GBP\n  1100\n\ninclude more.journal\n"
            let error = await #expect(throws: JournalNotReadable.self) { try await ledger.import(text, into: book) }
            #expect(error?.line.rawValue == 5)
            #expect(try await ledger.entryCount(of: book) == 0)
            await #expect(throws: JournalNotReadable.self) {
                try await ledger.import("a,b\n1,2\n", into: book, format: .csv)
            }
        }
    }

    @Test func accountsThatTheCallNamesMustBeThere() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "nowhere")) {
                try await ledger.import("", into: book, conversion: "nowhere")
            }
            await #expect(throws: AccountNotFound(account: "gone")) {
                try await ledger.import("", into: book, accounts: ["assets:till": "gone"])
            }
            let mapped = try await ledger.import(
                "2026-01-05\n  assets:till  1 kr\n  1100\n", into: book, accounts: ["assets:till": "1010"],
                commodities: ["kr": .gbp])
            #expect(mapped.posted.rawValue == 1)
        }
    }

    @Test func othersSeeNoBookAndNeedThePermission() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.import("", into: book) }
            await #expect(throws: RemoteError.self) { try await ledger.as(.auditor).import("", into: book) }
            #expect(try await ledger.import("", into: book).transactions.rawValue == 0)
        }
    }

    @Test func rowsOfCSVAreCheckedOneByOne() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let answer = try await ledger.import(
                """
                number,posted_on,account,currency,amount,memo
                1,2026-01-05,1010,GBP,1.00,"a, b"
                1,2026-01-05,1100,GBP,-1.00,
                2,2026-01-05,1010,GBP,1.001,
                2,2026-01-05,1100,GBP,-1.00,
                3,2026-01-05,1010,GBP,2.00,
                3,2026-01-05,1100,GBP
                4,2026-01-05,1010,GBP,4.00,
                4,2026-01-05,1100,GBP,-4.00,
                """, into: book, format: .csv)
            #expect(answer.posted.rawValue == 2)
            #expect(answer.rejected.contains { $0.line.rawValue == 4 && $0.reason.text.contains("2 decimals") })
            #expect(answer.rejected.contains { $0.at?.rawValue == 7 && $0.reason.text.contains("fields") })
            let entries = try await ledger.call(ListEntries(book: book)).items
            #expect(entries.map(\.external?.reference.text) == ["1", "4"])
            #expect(entries[0].lines[0].memo?.text == "a, b")
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    @discardableResult
    func `import`(
        _ text: String, into book: BookID, format: JournalFormat = .hledger, source: String = "file",
        preamble: String? = nil, firstLine: Int? = nil, repeats: [RepeatedTransaction]? = nil,
        accounts: [String: AccountCode]? = nil, commodities: [String: CurrencyCode]? = nil,
        conversion: AccountCode? = nil, createAccounts: Bool? = nil, setRates: Bool? = nil
    ) async throws -> ImportJournal.Response {
        try await call(
            ImportJournal(
                book: book, format: format, source: Text(validating: source), text: LongText(validating: text),
                preamble: preamble.map { try LongText(validating: $0) }, firstLine: firstLine.map { Count($0) },
                repeats: repeats.map { try List(validating: $0) },
                accounts: accounts.map {
                    try List(validating: $0.map { AccountMapping(name: try Text(validating: $0), account: $1) })
                },
                commodities: commodities.map {
                    try List(validating: $0.map { CommodityMapping(symbol: try Text(validating: $0), currency: $1) })
                }, conversionAccount: conversion, createAccounts: createAccounts, setRates: setRates))
    }
}
