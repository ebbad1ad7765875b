// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct GetRecurringEntryTests {
    @Test func answerShowsWhatWasPostedAndWhatComes() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            let posted = try await ledger.call(RunSchedules(book: book)).posted
            let answer = try await ledger.call(GetRecurringEntry(book: book, recurringEntry: id))
            #expect(answer.occurrences == posted.reversed())
            #expect(answer.recurringEntry.posted == Count(2) && answer.upcoming.first == "2026-03-31")
            #expect(answer.upcoming.count == 12)
            let entry = try await ledger.call(GetEntry(book: book, entry: posted[0].entry)).entry
            #expect(entry.kind == .scheduled && entry.postedOn == "2026-01-31" && entry.number == posted[0].number)
        }
    }

    @Test func unknownAndOthersEntriesAreNotFound() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            let deferral = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            await #expect(throws: ScheduleNotFound()) {
                try await ledger.call(GetRecurringEntry(book: book, recurringEntry: deferral))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetRecurringEntry(book: book, recurringEntry: id))
            }
        }
    }
}
