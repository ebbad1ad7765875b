// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ReverseEntryTests {
    private func reverse(
        _ entry: EntryID, in book: BookID, key: String, on day: CalendarDate? = nil, by ledger: TestLedger
    ) async throws -> PostEntry.Response {
        try await ledger.call(
            ReverseEntry(book: book, idempotencyKey: .init(validating: key), entry: entry, postedOn: day))
    }

    @Test func theOppositeIsPostedOnTheDayOfChoice() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            let first = try await ledger.post(
                .of(EntryLine.sale(300, client: client), in: book, key: "1", document: "D-1"))
            let reversal = try await reverse(first.entry, in: book, key: "r", on: "2026-03-01", by: ledger)
            let entry = try await ledger.call(GetEntry(book: book, entry: reversal.entry)).entry
            #expect(entry.kind == .reversal && entry.postedOn == "2026-03-01" && entry.reverses == first.number)
            #expect(entry.documentReference?.text == "D-1")
            #expect(
                entry.lines == [
                    .credit(.receivables, .gbp(300), client: client), .debit(.sales, .gbp(300), client: client),
                ])
            let original = try await ledger.call(GetEntry(book: book, entry: first.entry)).entry
            #expect(original.reversedBy == reversal.number && original.reverses == nil)
            let balances = try await ledger.call(GetBalances(book: book, accounts: List(validating: [.receivables])))
            #expect(balances.balances.map(\.balance) == [.gbp(0)])
        }
    }

    @Test func anEntryIsReversedOnceAndItsReversalOnceMore() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let first = try await ledger.post(.of(EntryLine.sale(300), in: book, key: "1"))
            let reversal = try await reverse(first.entry, in: book, key: "r", by: ledger)
            #expect(try await reverse(first.entry, in: book, key: "r", by: ledger) == reversal)
            await #expect(throws: EntryReversed(reversal: reversal.number)) {
                try await reverse(first.entry, in: book, key: "r2", by: ledger)
            }
            let back = try await reverse(reversal.entry, in: book, key: "r3", by: ledger)
            let entry = try await ledger.call(GetEntry(book: book, entry: back.entry)).entry
            #expect(entry.postedOn == "2026-01-15" && entry.lines == EntryLine.sale(300))
        }
    }

    @Test func manyAtOnceReverseOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let first = try await ledger.post(.of(EntryLine.sale(300), in: book, key: "1"))
            let reversed = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<16 {
                    group.addTask { (try? await reverse(first.entry, in: book, key: "r\(index)", by: ledger)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(reversed == 1)
            #expect(try await ledger.entryCount(of: book) == 2)
        }
    }

    @Test func unknownEntriesAreNotReversed() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let first = try await ledger.post(.of(EntryLine.sale(300), in: book, key: "1"))
            await #expect(throws: EntryNotFound()) {
                try await reverse(EntryID.new(at: Clocks.start), in: book, key: "r", by: ledger)
            }
            await #expect(throws: BookNotFound()) {
                try await reverse(first.entry, in: book, key: "r", by: ledger.inOtherOrganisation)
            }
        }
    }
}
