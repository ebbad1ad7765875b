// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import TestKit
import Testing

@Suite struct RenumberAccountTests {
    private func balance(_ code: AccountCode, _ book: BookID, _ ledger: TestLedger) async throws -> Money? {
        try await ledger.call(GetBalances(book: book, accounts: try List(validating: [code]))).balances.first?.balance
    }

    @Test func linesAndBalancesFollowARenumberedAccount() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book)
            let before = try await ledger.account(.cash, in: book)
            let account = try await ledger.change(.cash, in: book, newCode: "1015", name: "Till")
            #expect(account.id == before.id && account.code == "1015" && account.version.rawValue == 2)
            #expect(try await balance("1015", book, ledger) == .gbp(5))
            let entries = try await ledger.call(ListEntries(book: book, filter: .init(account: "1015"))).items
            #expect(entries.map { $0.lines.map(\.account) } == [["1015", .sales]])
            await #expect(throws: AccountNotFound(account: .cash)) { try await ledger.earn(1, in: book) }
            _ = try await ledger.post(.of([.debit("1015", .gbp(2)), .credit(.sales, .gbp(2))], in: book))
            #expect(try await balance("1015", book, ledger) == .gbp(7))
        }
    }

    @Test func codeThatWasGivenUpCanBeAnotherAccounts() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book)
            await #expect(throws: AccountCodeTaken()) {
                try await ledger.change(.cash, in: book, newCode: "1020")
            }
            try await ledger.change(.cash, in: book, newCode: "1015")
            try await ledger.change("1020", in: book, newCode: .cash)
            try await ledger.change("1015", in: book, newCode: "1020")
            try await ledger.earn(7, in: book)
            #expect(try await balance("1020", book, ledger) == .gbp(5))
            #expect(try await balance(.cash, book, ledger) == .gbp(7))
        }
    }

    @Test func childrenFollowARenumberedHeading() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.change("1000", in: book, newCode: "1A")
            #expect(try await ledger.account(.cash, in: book).parent == "1A")
            #expect(try await ledger.account(.cash, in: book).version.rawValue == 1)
            // What the feed told last of each account is the account.
            let accounts = try await ledger.facts(of: book).compactMap(\.account)
            let told = Dictionary(accounts.map { ($0.id, $0) }) { _, later in later }
            for account in try await ledger.call(ListAccounts(book: book)).items {
                #expect(told[account.id] == account)
            }
        }
    }

    /// A replica keeps charts in memory, and notices what another has changed.
    @Test func everyReplicaPostsByTheNewNumbersAtOnce() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { one in
                try await withService(LedgerServer.self, over: database, as: one.caller) { two in
                    let book = try await one.openBook()
                    for ledger in [one, two] { try await ledger.earn(1, in: book) }
                    try await one.change(.cash, in: book, newCode: "1015")
                    try await one.change("1020", in: book, newCode: .cash)
                    try await two.earn(10, in: book)
                    #expect(try await balance("1015", book, one) == .gbp(2))
                    #expect(try await balance(.cash, book, one) == .gbp(10))
                }
            }
        }
    }
}
