// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
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

    @Test func spanHasAnOpeningATurnoverAndAClosing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for (index, day) in ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10"].enumerated() {
                let pence = [1, 10, 100, 1000][index] as Int64
                _ = try await ledger.post(
                    .of(EntryLine.sale(pence), in: book, key: day, on: CalendarDate(validating: day)))
            }
            let answer = try await ledger.call(
                GetBalances(
                    book: book, accounts: List(validating: [.receivables]), asOf: "2026-03-31", from: "2026-02-01"))
            let balance = try #require(answer.balances.first)
            #expect(balance.opening == .gbp(1) && balance.debits == .gbp(110) && balance.credits == .gbp(0))
            #expect(balance.balance == .gbp(111) && balance.functional.closing == .gbp(111))
            #expect(balance.holds == nil && balance.version == nil)
        }
    }

    @Test func headingRollsUpWhatIsBelowIt() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(.of(EntryLine.sale(100), in: book, key: "1"))
            _ = try await ledger.post(
                .of([.debit(.cash, .gbp(30)), .credit(.receivables, .gbp(30))], in: book, key: "2"))
            func balances(_ accounts: [AccountCode]?, _ scope: AccountScope?) async throws -> [String] {
                let accounts = try accounts.map { try List<1, 500, AccountCode>(validating: $0) }
                return try await ledger.call(GetBalances(book: book, accounts: accounts, scope: scope)).balances
                    .map { "\($0.account) \($0.balance.amount)" }
            }
            #expect(try await balances(["1000"], nil).isEmpty)
            #expect(try await balances(["1000"], .rolledUp) == ["1000 1.00"])
            #expect(try await balances(["1000"], .each) == ["1010 0.30", "1100 0.70"])
            #expect(try await balances(["1000", "1010"], .rolledUp) == ["1000 1.00", "1010 0.30"])
            #expect(try await balances(nil, nil) == ["1010 0.30", "1100 0.70", "4100 -1.00"])
            #expect(
                try await balances(nil, .rolledUp)
                    == ["1000 1.00", "1010 0.30", "1100 0.70", "4000 -1.00", "4100 -1.00"])
        }
    }

    @Test func booksAsTheyWereAtAnInstantLeaveOutWhatCameLater() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for key in 1...6 {
                _ = try await ledger.post(
                    .of(EntryLine.sale(Int64(key)), in: book, key: "\(key)", on: key == 5 ? "2020-01-01" : "2026-01-15")
                )
            }
            let entries = try await ledger.call(ListEntries(book: book)).items
            for (index, entry) in entries.enumerated() {
                let sum = (1...Int64(index + 1)).reduce(0, +)
                let then = try await ledger.call(
                    GetBalances(
                        book: book, accounts: List(validating: [.receivables]), recordedAt: entry.recordedAt)
                ).balances
                #expect(then.map(\.balance) == [.gbp(sum)])
                let old = try await ledger.call(
                    GetBalances(
                        book: book, accounts: List(validating: [.receivables]), asOf: "2025-12-31",
                        recordedAt: entry.recordedAt)
                ).balances
                #expect(old.map(\.balance) == (index < 4 ? [] : [.gbp(5)]))
            }
            let before = entries[0].recordedAt.adding(seconds: -60)
            let none = try await ledger.call(GetBalances(book: book, recordedAt: before))
            #expect(none.balances.isEmpty)
            let trial = try await ledger.call(GetTrialBalance(book: book, recordedAt: entries[2].recordedAt))
            #expect(trial.totalDebits == .gbp(6) && trial.totalCredits == .gbp(6))
        }
    }

    @Test func holdsCountAgainstWhatIsAvailableUntilTheyExpire() async throws {
        let clock = TestClock(at: try Instant(validating: "2099-01-01T00:00:00Z"))
        var surroundings = TestSurroundings()
        surroundings.clock = clock.clock
        try await withService(LedgerServer.self, as: .user(.accountant), in: surroundings) { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(.of([.debit(.cash, .gbp(500)), .credit(.sales, .gbp(500))], in: book))
            for (key, expiry) in [("1", nil), ("2", clock.now.adding(seconds: 60))] {
                _ = try await ledger.call(
                    HoldFunds(
                        book: book, idempotencyKey: .init(validating: "hold-\(key)"), debit: "5100", credit: .cash,
                        amount: .gbp(100), expiresAt: expiry))
            }
            func held() async throws -> [AccountBalance] {
                try await ledger.call(GetBalances(book: book, accounts: List(validating: [.cash, "5100"]))).balances
            }
            let both = try await held()
            #expect(both.map(\.balance) == [.gbp(500), .gbp(0)])
            #expect(
                both.map(\.holds) == [
                    HeldAmounts(pendingDebits: .gbp(0), pendingCredits: .gbp(200), available: .gbp(300)),
                    HeldAmounts(pendingDebits: .gbp(200), pendingCredits: .gbp(0), available: .gbp(0)),
                ])
            #expect(both.map(\.version) == [Version(unchecked: 1), nil])
            clock.advance(bySeconds: 60)
            let one = try await held()
            #expect(one[0].holds?.available == .gbp(400) && one[1].holds?.pendingDebits == .gbp(100))
        }
    }

    @Test func backwardsSpansAreInvalidAndSumsBeyond64BitsAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(GetBalances(book: book, asOf: "2026-01-01", from: "2026-01-02"))
            }
            #expect(error?.violations.first?.path == "$.from")
            for (key, account) in [("1", .cash), ("2", "1020")] as [(String, AccountCode)] {
                let liability: AccountCode = key == "1" ? "2100" : "2200"
                _ = try await ledger.post(
                    .of([.debit(account, .gbp(.max)), .credit(liability, .gbp(.max))], in: book, key: key))
            }
            await #expect(throws: AmountOverflow()) {
                try await ledger.call(GetBalances(book: book, accounts: List(validating: ["1000"]), scope: .rolledUp))
            }
            await #expect(throws: AmountOverflow()) { try await ledger.call(GetTrialBalance(book: book)) }
        }
    }
}
