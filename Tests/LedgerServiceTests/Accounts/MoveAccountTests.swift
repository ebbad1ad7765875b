// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct MoveAccountTests {
    private func heading(_ code: AccountCode, below parent: AccountCode?, _ book: BookID) throws -> CreateAccount {
        CreateAccount(
            book: book, idempotencyKey: .fresh(), code: code, name: try Text(validating: "Group"), kind: .asset,
            parent: parent, isHeading: true)
    }

    @Test func accountMovesBelowAnyHeadingOfItsKind() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            #expect(try await ledger.change(.cash, in: book, parent: "1500").parent == "1500")
            #expect(try await ledger.change(.cash, in: book, clear: [.parent]).parent == nil)
            await #expect(throws: ParentUnfit()) { try await ledger.change(.cash, in: book, parent: "4000") }
            await #expect(throws: ParentUnfit()) { try await ledger.change(.cash, in: book, parent: .receivables) }
            await #expect(throws: AccountCircular(account: .cash)) {
                try await ledger.change(.cash, in: book, parent: .cash)
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.change(.cash, in: book, parent: "9")
            }
        }
    }

    @Test func headingDoesNotMoveBelowItself() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(heading("1800", below: "1000", book))
            _ = try await ledger.call(heading("1810", below: "1800", book))
            for parent: AccountCode in ["1000", "1800", "1810"] {
                await #expect(throws: AccountCircular(account: "1000")) {
                    try await ledger.change("1000", in: book, parent: parent)
                }
            }
            #expect(try await ledger.change("1810", in: book, parent: "1000").parent == "1000")
            #expect(try await ledger.change("1800", in: book, parent: "1810").parent == "1810")
        }
    }

    @Test func accountWithLinesDoesNotBecomeAHeadingOrOfAnotherKind() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book)
            await #expect(throws: AccountInUse(account: .cash)) {
                try await ledger.change(.cash, in: book, isHeading: true)
            }
            await #expect(throws: AccountInUse(account: .cash)) {
                try await ledger.change(.cash, in: book, kind: .expense, clear: [.parent])
            }
            #expect(try await ledger.change("1030", in: book, isHeading: true).isHeading)
            #expect(try await ledger.change(.receivables, in: book, parent: "1030").parent == "1030")
            let expense = try await ledger.change("1020", in: book, kind: .expense, parent: "5000")
            #expect(expense.kind == .expense && expense.normalSide == .debit)
        }
    }

    @Test func accountWithAHoldDoesNotBecomeAHeading() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.as(.administrator).call(
                HoldFunds(book: book, idempotencyKey: .fresh(), debit: .sales, credit: .cash, amount: .gbp(3)))
            await #expect(throws: AccountInUse(account: .cash)) {
                try await ledger.change(.cash, in: book, isHeading: true)
            }
        }
    }

    @Test func headingStaysOneAsLongAsAccountsAreBelowIt() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountHasChildren(account: "1500")) {
                try await ledger.change("1500", in: book, isHeading: false)
            }
            await #expect(throws: AccountHasChildren(account: "1500")) {
                try await ledger.change("1500", in: book, kind: .expense)
            }
            for child: AccountCode in ["1510", "1520", "1590"] {
                try await ledger.change(child, in: book, parent: "1000")
            }
            #expect(try await !ledger.change("1500", in: book, isHeading: false).isHeading)
            let lines: [EntryLine] = [.debit("1500", .gbp(5)), .credit(.sales, .gbp(5))]
            _ = try await ledger.post(.of(lines, in: book))
            await #expect(throws: AccountIsHeading(account: "1000")) {
                try await ledger.post(
                    .of([.debit("1000", .gbp(5)), .credit(.sales, .gbp(5))], in: book, key: "heading"))
            }
        }
    }

    @Test func limitsGoBeforeAnAccountBecomesAHeading() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.change(.cash, in: book, currency: .gbp, floor: .gbp(0))
            await #expect(throws: HeadingUnfit(account: .cash)) {
                try await ledger.change(.cash, in: book, isHeading: true)
            }
            let heading = try await ledger.change(.cash, in: book, isHeading: true, clear: [.currency, .floor])
            #expect(heading.isHeading && heading.currency == nil && heading.floor == nil)
        }
    }
}
