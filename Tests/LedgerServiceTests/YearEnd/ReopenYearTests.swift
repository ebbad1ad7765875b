// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ReopenYearTests {
    @Test func reopeningUndoesExactlyTheClose() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await ledger.sell(900, in: book, on: "2026-05-05", key: "sale")
            let soft = try await ledger.lock("2026-02", in: book, modules: [.payroll], key: "soft")
            let hard = try await ledger.lock("2026-01", in: book, .hard, key: "hard")
            try await ledger.close(in: book)
            let reopened = try await ledger.reopen(in: book, reason: "auditor's adjustment")
            #expect(reopened.year.close == nil && reopened.firstEntry == reopened.lastEntry)
            #expect(try await ledger.stored(.sales) == [-900, -900])
            #expect(try await ledger.stored(.retainedEarnings) == [0, 0])
            let entries = try await ledger.call(ListEntries(book: book)).items
            #expect(entries.map(\.kind) == [.normal, .closing, .closing])
            #expect(entries[2].reverses == entries[1].number && entries[2].postedOn == "2026-12-31")
            #expect(entries[2].description?.text == "Reopening of fiscal year 2026: auditor's adjustment")
            #expect(try await ledger.call(ListLocks(book: book)).items == [hard, soft])
            try await ledger.sell(1, in: book, on: "2026-02-01", key: "adjustment")
            await #expect(throws: PeriodLocked(period: "2026-01", level: .hard, module: .general)) {
                try await ledger.sell(1, in: book, on: "2026-01-01", key: "not this one")
            }
        }
    }

    @Test func yearIsClosedAgainWithWhatCameInBetween() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await ledger.sell(900, in: book, on: "2026-05-05", key: "sale")
            for (round, profit) in [Int64(900), 1000, 1100].enumerated() {
                let year = try await ledger.close(in: book, key: .init(validating: "close-\(round)"))
                #expect(year.close?.profit == .gbp(profit))
                #expect(try await ledger.stored(.retainedEarnings) == [-profit, -profit])
                #expect(try await ledger.stored(.sales) == [0, 0])
                try await ledger.reopen(in: book, key: .init(validating: "reopen-\(round)"))
                try await ledger.sell(100, in: book, on: "2026-12-31", key: "more-\(round)")
            }
            #expect(try await ledger.stored(.retainedEarnings) == [0, 0])
        }
    }

    @Test func repeatedKeyReopensOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await ledger.sell(900, in: book, on: "2026-05-05", key: "sale")
            try await ledger.close(in: book)
            let first = try await ledger.reopen(in: book)
            #expect(try await ledger.reopen(in: book) == first)
            await #expect(throws: FiscalYearNotClosed(year: "2026")) {
                try await ledger.reopen(in: book, key: "other")
            }
            #expect(try await ledger.entryCount(of: book) == 3)
        }
    }

    @Test func laterYearsAreReopenedFirst() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            try await ledger.close("2026", in: book, key: "1")
            try await ledger.close("2027", in: book, key: "2")
            await #expect(throws: LaterYearClosed(year: "2027")) { try await ledger.reopen("2026", in: book, key: "3") }
            try await ledger.reopen("2027", in: book, key: "4")
            try await ledger.reopen("2026", in: book, key: "5")
        }
    }

    @Test func closingEntriesAreNotReversedOneByOne() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            try await ledger.sell(900, in: book, on: "2026-05-05", key: "sale")
            try await ledger.close(in: book)
            let entry = try #require(try await ledger.call(ListEntries(book: book)).items.last)
            await #expect(throws: EntryClosesYear()) {
                try await ledger.call(
                    ReverseEntry(book: book, idempotencyKey: "r", entry: entry.id, postedOn: "2027-01-01"))
            }
            try await ledger.reopen(in: book)
            let undone = try #require(try await ledger.call(ListEntries(book: book)).items.last)
            await #expect(throws: EntryClosesYear()) {
                try await ledger.call(ReverseEntry(book: book, idempotencyKey: "s", entry: undone.id))
            }
        }
    }

    @Test func unknownYearsOtherOrganisationsAndMissingRightsAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: FiscalYearNotFound(year: "1")) { try await ledger.reopen("1", in: book) }
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.reopen(in: book) }
            let error = await #expect(throws: RemoteError.self) { try await ledger.as(.bookkeeper).reopen(in: book) }
            #expect(error?.code == -32003)
        }
    }
}
