// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct GetEntryTests {
    @Test func entryComesBackAsItWasPosted() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            let lines = EntryLine.sale(300, client: client)
            let posted = try await ledger.post(.of(lines, in: book, on: "2026-02-03", document: "INV-1"))
            let entry = try await ledger.call(GetEntry(book: book, entry: posted.entry)).entry
            #expect(entry.id == posted.entry && entry.number == posted.number)
            #expect(entry.lines == lines && entry.documentReference?.text == "INV-1")
            #expect(entry.postedOn == "2026-02-03")
        }
    }

    @Test func entryOfAnotherBookOrOrganisationIsAbsent() async throws {
        try await withLedger { ledger in
            let (one, two) = (try await ledger.openBook("one"), try await ledger.openBook("two"))
            let posted = try await ledger.post(.of(EntryLine.sale(300), in: one))
            await #expect(throws: EntryNotFound()) { try await ledger.call(GetEntry(book: two, entry: posted.entry)) }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetEntry(book: one, entry: posted.entry))
            }
            await #expect(throws: EntryNotFound()) {
                try await ledger.call(GetEntry(book: one, entry: EntryID.new(at: Clocks.start)))
            }
        }
    }
}
