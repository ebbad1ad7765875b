// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct ListEntriesTests {
    private func numbers(_ ledger: TestLedger, _ book: BookID, _ filter: EntryFilter?) async throws -> [Int64] {
        var numbers: [Int64] = []
        var cursor: PageCursor?
        repeat {
            let page = try await ledger.call(
                ListEntries(book: book, filter: filter, limit: PageLimit(unchecked: 2), cursor: cursor))
            numbers += page.items.map(\.number.rawValue)
            cursor = page.next
        } while cursor != nil
        return numbers
    }

    @Test func everyFilterFindsItsEntriesPageByPage() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            for day in 1...5 {
                _ = try await ledger.post(
                    .of(
                        EntryLine.sale(100, client: day % 2 == 0 ? client : nil), in: book, key: "\(day)",
                        on: CalendarDate(daysSince1970: 20_000 + Int32(day)), document: "INV-\(day)"))
            }
            _ = try await ledger.post(
                .of([.debit(.cash, .gbp(1)), .credit(.sales, .gbp(1))], in: book, key: "6", on: "2024-10-09"))
            let (from, to) = (CalendarDate(daysSince1970: 20_002), CalendarDate(daysSince1970: 20_004))
            #expect(try await numbers(ledger, book, nil) == [1, 2, 3, 4, 5, 6])
            #expect(try await numbers(ledger, book, EntryFilter(account: .cash)) == [6])
            #expect(try await numbers(ledger, book, EntryFilter(account: .receivables)) == [1, 2, 3, 4, 5])
            #expect(try await numbers(ledger, book, EntryFilter(client: client)) == [2, 4])
            #expect(try await numbers(ledger, book, EntryFilter(postedFrom: from, postedTo: to)) == [2, 3, 4])
            #expect(
                try await numbers(ledger, book, EntryFilter(documentReference: Text(validating: "INV-3"))) == [3])
        }
    }

    @Test func entriesPostedBetweenPagesAreNeitherSkippedNorRepeated() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for key in 1...3 { _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: "\(key)")) }
            let first = try await ledger.call(ListEntries(book: book, limit: PageLimit(unchecked: 2)))
            _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: "late", on: "2001-01-01"))
            let second = try await ledger.call(ListEntries(book: book, cursor: first.next))
            #expect((first.items + second.items).map(\.number.rawValue) == [1, 2, 3, 4])
        }
    }

    @Test func unknownAccountAndForeignBookAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(ListEntries(book: book, filter: EntryFilter(account: "9")))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListEntries(book: book))
            }
        }
    }
}
