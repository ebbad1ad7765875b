// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import ServiceKit
import TestKit
import Testing

@Suite struct PostOpeningBalancesTests {
    private func opening(
        _ balances: [EntryLine], in book: BookID, key: IdempotencyKey = "opening", on day: CalendarDate? = nil,
        against equity: AccountCode = "3100"
    ) throws -> PostOpeningBalances {
        PostOpeningBalances(
            book: book, idempotencyKey: key, postedOn: day, balances: try List(validating: balances), equity: equity)
    }

    private static func euros(_ side: EntrySide, _ account: AccountCode, _ cents: Int64, _ pence: Int64) -> EntryLine {
        EntryLine(account: account, side: side, amount: .eur(cents), functionalAmount: .gbp(pence))
    }

    @Test func equityTakesTheDifferenceOfEachCurrency() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let command = try opening(
                [
                    .debit(.cash, .gbp(1000)), .credit("2100", .gbp(300)), Self.euros(.debit, .bank, 500, 450),
                ], in: book)
            let answer = try await ledger.call(command)
            #expect(answer.postedOn == "2025-12-31")
            #expect(answer.differences == [.eur(-500), .gbp(-700)])
            #expect(try await ledger.stored("3100", .eur) == [-500, -450])
            #expect(try await ledger.stored("3100") == [-700, -700])
            let entry = try #require(try await ledger.call(ListEntries(book: book)).items.first)
            #expect(entry.kind == .opening && entry.id == answer.entries.first?.entry)
            #expect(try await ledger.call(command) == answer)
            #expect(try await ledger.entryCount(of: book) == 1)
        }
    }

    @Test func bookWithoutYearsOpensOnItsOwnToday() async throws {
        // 2026-01-15 13:30 in London is the next day in Auckland.
        let clock = TestClock(at: Clocks.start.adding(seconds: 4 * 3600 + 1800))
        var surroundings = TestSurroundings()
        surroundings.clock = clock.clock
        try await withService(LedgerServer.self, as: .user(.accountant), in: surroundings) { ledger in
            let book = try await ledger.call(
                CreateBook.named("south", timeZone: "Pacific/Auckland", chart: .tradingCompany)
            ).book.id
            let answer = try await ledger.call(opening([.debit(.cash, .gbp(1))], in: book))
            #expect(answer.postedOn == "2026-01-16")
        }
    }

    @Test func manyBalancesAreSeveralEntriesOrNone() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let balances = (1...1200).map { EntryLine.debit(.cash, .gbp(Int64($0))) }
            await #expect(throws: AccountNotFound(account: "none")) {
                try await ledger.call(opening(balances + [.debit("none", .gbp(1))], in: book, key: "bad"))
            }
            #expect(try await ledger.entryCount(of: book) == 0)
            let answer = try await ledger.call(opening(balances, in: book))
            #expect(answer.entries.map(\.number.rawValue) == [1, 2, 3])
            #expect(answer.differences == [.gbp(-720_600)])
        }
    }

    @Test func daysBeforeTheBooksAreOpenAsLongAsTheirFirstPeriod() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let cash = [EntryLine.debit(.cash, .gbp(1))]
            _ = try await ledger.call(opening(cash, in: book, key: "1", on: "2020-02-29"))
            let late = try await ledger.call(opening(cash, in: book, key: "2", on: "2026-03-01"))
            #expect(late.postedOn == "2026-03-01")
            await #expect(throws: PeriodMissing.self) {
                try await ledger.call(opening(cash, in: book, key: "3", on: "2027-01-01"))
            }
            try await ledger.lock("2026-01", in: book)
            await #expect(throws: PeriodLocked(period: "2026-01", level: .soft, module: .general)) {
                try await ledger.call(opening(cash, in: book, key: "4"))
            }
            try await ledger.close(in: book)
            await #expect(throws: PeriodLocked(period: "2026-01", level: .hard, module: .general)) {
                try await ledger.call(opening(cash, in: book, key: "5"))
            }
        }
    }

    @Test func whatCannotBeOpenedIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let cash = [EntryLine.debit(.cash, .gbp(1))]
            await #expect(throws: EquityAccountUnfit(account: .bank)) {
                try await ledger.call(opening(cash, in: book, key: "1", against: .bank))
            }
            await #expect(throws: FunctionalAmountMissing(functionalCurrency: .gbp)) {
                try await ledger.call(opening([.debit(.cash, .eur(1))], in: book, key: "2"))
            }
            await #expect(throws: AccountIsHeading(account: "1000")) {
                try await ledger.call(opening([.debit("1000", .gbp(1))], in: book, key: "3"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(opening(cash, in: book, key: "4"))
            }
            let invalid = await #expect(throws: RemoteError.self) {
                try await ledger.call(opening([.debit(.cash, .gbp(0))], in: book, key: "5"))
            }
            #expect(invalid?.violations.map(\.path) == ["$.balances[0].amount"])
            let denied = await #expect(throws: RemoteError.self) {
                try await ledger.as(.analyst).call(opening(cash, in: book, key: "6"))
            }
            #expect(denied?.code == -32003)
        }
    }
}
