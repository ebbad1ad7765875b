// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct PostEntryTests {
    @Test func entriesAreNumberedWithoutGaps() async throws {
        try await withLedger(as: .accountant) { ledger in
            let book = try await ledger.openBook()
            let first = try await ledger.post(.of(EntryLine.sale(300), in: book, key: "1"))
            await #expect(throws: EntryUnbalanced.self) {
                try await ledger.post(.of([.debit(.cash, .gbp(1)), .credit(.sales, .gbp(2))], in: book, key: "2"))
            }
            let second = try await ledger.post(.of(EntryLine.sale(200), in: book, key: "3"))
            #expect(first.number.rawValue == 1 && second.number.rawValue == 2)
        }
    }

    @Test func unbalancedEntryIsRefusedAndLeavesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: EntryUnbalanced(differences: [.gbp(1)])) {
                try await ledger.post(.of([.debit(.cash, .gbp(3)), .credit(.sales, .gbp(2))], in: book))
            }
            #expect(try await ledger.entryCount(of: book) == 0)
            let balances = try await ledger.call(GetBalances(book: book, accounts: List(validating: [.cash])))
            #expect(balances.balances.isEmpty)
        }
    }

    @Test func refusalsNameTheAccount() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.post(.of([.debit("9", .gbp(3)), .credit(.sales, .gbp(3))], in: book, key: "1"))
            }
            await #expect(throws: AccountIsHeading(account: "1000")) {
                try await ledger.post(.of([.debit("1000", .gbp(3)), .credit(.sales, .gbp(3))], in: book, key: "2"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.post(.of(EntryLine.sale(3), in: book, key: "3"))
            }
        }
    }

    @Test func accountOfOneCurrencyTakesNoOther() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(
                CreateAccount(
                    book: book, idempotencyKey: .init(validating: "a"), code: "1021", name: Text(validating: "Euros"),
                    kind: .asset, parent: "1000", currency: .eur))
            await #expect(throws: AccountCurrencyMismatch(account: "1021", accountCurrency: .eur)) {
                try await ledger.post(.of([.debit("1021", .gbp(3)), .credit(.sales, .gbp(3))], in: book))
            }
        }
    }

    @Test func foreignLineNeedsARateOrItsFunctionalAmountAndBalancesInBoth() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: RateNotFound(from: .eur, to: .gbp, on: "2026-01-15", type: .spot)) {
                try await ledger.post(.of([.debit(.cash, .eur(3)), .credit(.sales, .eur(3))], in: book, key: "1"))
            }
            for functional in [Money.eur(3), .gbp(4)] {
                let line = EntryLine(
                    account: .cash, side: .debit, amount: .gbp(3), functionalAmount: functional)
                await #expect(throws: FunctionalAmountMissing(functionalCurrency: .gbp)) {
                    try await ledger.post(.of([line, .credit(.sales, .gbp(3))], in: book, key: "unfit"))
                }
            }
            func line(_ side: EntrySide, _ account: AccountCode, pence: Int64) -> EntryLine {
                EntryLine(account: account, side: side, amount: .eur(300), functionalAmount: .gbp(pence))
            }
            await #expect(throws: EntryUnbalanced(differences: [.gbp(1)])) {
                try await ledger.post(
                    .of([line(.debit, .cash, pence: 261), line(.credit, .sales, pence: 260)], in: book, key: "2"))
            }
            _ = try await ledger.post(
                .of([line(.debit, .cash, pence: 260), line(.credit, .sales, pence: 260)], in: book, key: "3"))
            let trial = try await ledger.call(GetTrialBalance(book: book))
            #expect(trial.totalDebits == .gbp(260) && trial.totalCredits == .gbp(260))
        }
    }

    @Test func sumBeyondSixtyFourBitsIsAnOverflow() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(.of(EntryLine.sale(Int64.max), in: book, key: "1"))
            await #expect(throws: AmountOverflow()) {
                try await ledger.post(.of(EntryLine.sale(1), in: book, key: "2"))
            }
            #expect(try await ledger.entryCount(of: book) == 1)
        }
    }

    @Test func amountThatIsNotPositiveIsInvalid() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.post(.of([.debit(.cash, .gbp(0)), .credit(.sales, .gbp(-2))], in: book))
            }
            #expect(error?.violations.map(\.path) == ["$.lines[0].amount", "$.lines[1].amount"])
        }
    }

    @Test func repeatedKeyAnswersTheFirstOutcome() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let first = try await ledger.post(.of(EntryLine.sale(300), in: book, key: "1"))
            #expect(try await ledger.post(.of(EntryLine.sale(300), in: book, key: "1")) == first)
            await #expect(throws: IdempotencyKeyReused()) {
                try await ledger.post(.of(EntryLine.sale(301), in: book, key: "1"))
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.post(.of([.debit("9", .gbp(3)), .credit(.sales, .gbp(3))], in: book, key: "2"))
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.post(.of([.debit("9", .gbp(3)), .credit(.sales, .gbp(3))], in: book, key: "2"))
            }
            #expect(try await ledger.entryCount(of: book) == 1)
        }
    }

    @Test func sameKeyInAnotherBookIsAnotherEntry() async throws {
        try await withLedger { ledger in
            let (one, two) = (try await ledger.openBook("one"), try await ledger.openBook("two"))
            _ = try await ledger.post(.of(EntryLine.sale(300), in: one, key: "1"))
            _ = try await ledger.post(.of(EntryLine.sale(400), in: two, key: "1"))
            #expect(try await ledger.entryCount(of: two) == 1)
        }
    }

    @Test func analystMayNotPost() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.analyst).post(.of(EntryLine.sale(300), in: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
