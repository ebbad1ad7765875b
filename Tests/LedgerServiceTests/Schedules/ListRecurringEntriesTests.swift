// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListRecurringEntriesTests {
    @Test func pagesOfOneStateHoldEachEntryOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            var created: [ScheduleID] = []
            for index in 0..<5 {
                created.append(
                    try await ledger.call(CreateRecurringEntry.of(in: book, key: "\(index)")).recurringEntry.id)
            }
            _ = try await ledger.call(CreateDeferral.of(in: book))
            _ = try await ledger.call(UpdateRecurringEntry.of(created[1], in: book, key: "pause", .pause))
            var listed: [RecurringEntry] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListRecurringEntries(book: book, state: .active, limit: PageLimit(unchecked: 3), cursor: cursor))
                listed += page.items
                cursor = page.next
            } while cursor != nil
            #expect(Set(listed.map(\.id)) == Set(created).subtracting([created[1]]) && listed.count == 4)
            let all = try await ledger.call(ListRecurringEntries(book: book)).items
            #expect(all.count == 5 && all.map(\.id) == all.map(\.id).sorted())
        }
    }

    @Test func anotherOrganisationSeesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListRecurringEntries(book: book))
            }
        }
    }
}
