// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct LimitAccountTests {
    /// A pound's worth is one euro.
    private func euros(_ cents: Int64, _ book: BookID) throws -> PostEntry {
        try .of(
            [EntrySide.debit, .credit].map { side in
                EntryLine(
                    account: side == .debit ? .cash : .sales, side: side, amount: .eur(cents),
                    functionalAmount: .gbp(cents))
            }, in: book, key: IdempotencyKey.fresh().text)
    }

    @Test func floorThatTheBalanceContradictsIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(500, in: book)
            try await ledger.change(.cash, in: book, currency: .gbp)
            await #expect(throws: AccountBelowFloor(account: .cash, available: .gbp(500), floor: .gbp(501))) {
                try await ledger.change(.cash, in: book, floor: .gbp(501))
            }
            _ = try await ledger.as(.administrator).call(
                HoldFunds(book: book, idempotencyKey: .fresh(), debit: .sales, credit: .cash, amount: .gbp(100)))
            await #expect(throws: AccountBelowFloor(account: .cash, available: .gbp(400), floor: .gbp(500))) {
                try await ledger.change(.cash, in: book, floor: .gbp(500))
            }
            #expect(try await ledger.change(.cash, in: book, floor: .gbp(400)).floor == .gbp(400))
            await #expect(throws: FloorReached(account: .cash, available: .gbp(0))) {
                try await ledger.earn(-1, in: book)
            }
            #expect(try await ledger.change(.cash, in: book, clear: [.floor]).floor == nil)
            try await ledger.earn(-1, in: book)
        }
    }

    @Test func floorOfAnIncomeAccountIsOnItsCreditSide() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(500, in: book)
            try await ledger.change(.sales, in: book, currency: .gbp, floor: .gbp(500))
            await #expect(throws: FloorReached(account: .sales, available: .gbp(0))) {
                try await ledger.earn(-1, in: book)
            }
            await #expect(throws: FloorUnfit(account: .sales)) {
                try await ledger.change(.sales, in: book, floor: .eur(1))
            }
            await #expect(throws: FloorUnfit(account: .sales)) {
                try await ledger.change(.sales, in: book, clear: [.currency])
            }
        }
    }

    @Test func accountBelowItsFloorCanStillBeRenamedAndGrow() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.change(.cash, in: book, currency: .gbp, floor: .gbp(100))
            #expect(try await ledger.change(.cash, in: book, name: "Till").floor == .gbp(100))
            try await ledger.earn(50, in: book)
            #expect(try await ledger.change(.cash, in: book, newCode: "1015").code == "1015")
        }
    }

    @Test func currencyThatLinesContradictIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(euros(5, book))
            try await ledger.earn(5, in: book)
            await #expect(throws: AccountCurrencyInUse(account: .cash, currency: .eur)) {
                try await ledger.change(.cash, in: book, currency: .gbp)
            }
            await #expect(throws: AccountCurrencyInUse(account: .cash, currency: .gbp)) {
                try await ledger.change(.cash, in: book, currency: .eur)
            }
            try await ledger.change("1020", in: book, currency: .eur)
            await #expect(throws: AccountCurrencyMismatch(account: "1020", accountCurrency: .eur)) {
                try await ledger.post(.of([.debit("1020", .gbp(5)), .credit(.sales, .gbp(5))], in: book))
            }
            #expect(try await ledger.change("1020", in: book, clear: [.currency]).currency == nil)
            _ = try await ledger.post(.of([.debit("1020", .gbp(5)), .credit(.sales, .gbp(5))], in: book, key: "free"))
        }
    }

    @Test func daysThatLinesContradictAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book, on: "2026-02-10")
            try await ledger.earn(5, in: book, on: "2026-03-20")
            await #expect(throws: AccountDaysInUse(account: .cash, day: "2026-02-10")) {
                try await ledger.change(.cash, in: book, opensOn: "2026-02-11")
            }
            await #expect(throws: AccountDaysInUse(account: .cash, day: "2026-03-20")) {
                try await ledger.change(.cash, in: book, closesOn: "2026-03-19")
            }
            try await ledger.change(.cash, in: book, opensOn: "2026-02-10", closesOn: "2026-03-20")
            for day: CalendarDate in ["2026-02-09", "2026-03-21"] {
                await #expect(throws: AccountNotOpen(account: .cash)) { try await ledger.earn(5, in: book, on: day) }
            }
            try await ledger.earn(5, in: book, on: "2026-02-10")
            try await ledger.earn(5, in: book, on: "2026-03-20")
            await #expect(throws: AccountDaysUnfit(account: .cash)) {
                try await ledger.change(.cash, in: book, opensOn: "2026-04-01")
            }
            try await ledger.change(.cash, in: book, clear: [.opensOn, .closesOn])
            try await ledger.earn(5, in: book, on: "2030-01-01")
        }
    }

    @Test func dimensionIsAskedOfLinesFromThenOn() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.earn(5, in: book)
            await #expect(throws: DimensionNotUsed(dimension: .costCentre)) {
                try await ledger.change(.sales, in: book, requiredDimensions: [.costCentre])
            }
            try await ledger.declare(.costCentre, in: book)
            try await ledger.change(.sales, in: book, requiredDimensions: [.costCentre])
            await #expect(throws: DimensionMissing(account: .sales, dimension: .costCentre)) {
                try await ledger.earn(5, in: book)
            }
            let north = try DimensionCode(validating: "north")
            let sale = EntryLine(account: .sales, side: .credit, amount: .gbp(5), costCentre: north)
            let posted = try await ledger.post(.of([.debit(.cash, .gbp(5)), sale], in: book, key: "north"))
            let entry = try await ledger.call(GetEntry(book: book, entry: posted.entry)).entry
            #expect(entry.lines.map(\.costCentre) == [nil, north])
            try await ledger.change(.sales, in: book, requiredDimensions: [])
            try await ledger.earn(5, in: book)
        }
    }

    /// The change and the postings take their turns: after it no line slips in.
    @Test func noLineFollowsTheClosingOfItsAccount() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        do {
                            try await ledger.earn(1, in: book)
                        } catch is AccountClosed {}
                    }
                }
                group.addTask { try await ledger.change(.cash, in: book, isClosed: true) }
                try await group.waitForAll()
            }
            let reader = ledger.as(ledger.caller.with([.readLedgerFeed]))
            let changes = try await reader.call(
                ReadLedgerFeed(book: book, after: .start, limit: PageLimit(unchecked: 1000))
            ).items
            let closing = try #require(changes.last { $0.account?.code == .cash })
            #expect(closing.account?.isClosed == true)
            #expect(changes.last?.position == closing.position)
        }
    }
}
