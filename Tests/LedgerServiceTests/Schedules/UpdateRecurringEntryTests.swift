// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateRecurringEntryTests {
    @Test func pausedEntryPostsNothingAndPassesOverWhatFellDue() async throws {
        let clock = TestClock.atNoon(of: "2026-01-10")
        try await withLedger(at: clock) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            let paused = try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "1", .pause))
            #expect(paused.recurringEntry.state == .paused && paused.recurringEntry.version.rawValue == 2)
            clock.set(TestClock.atNoon(of: "2026-04-15").now)
            #expect(try await ledger.call(RunSchedules(book: book)).posted.isEmpty)
            let resumed = try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "2", version: 2, .resume))
            #expect(resumed.recurringEntry.nextDueOn == "2026-04-30")
            #expect(try await ledger.call(RunSchedules(book: book)).posted.isEmpty)
            clock.set(TestClock.atNoon(of: "2026-05-01").now)
            #expect(try await ledger.call(RunSchedules(book: book)).posted.map(\.dueOn) == ["2026-04-30"])
        }
    }

    @Test func resumedFromAnEarlierDayItCatchesUp() async throws {
        try await withLedger(at: .atNoon(of: "2026-04-15")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            _ = try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "1", .pause))
            _ = try await ledger.call(
                UpdateRecurringEntry.of(id, in: book, key: "2", version: 2, .resume, resumeFrom: "2026-02-28"))
            let posted = try await ledger.call(RunSchedules(book: book)).posted
            #expect(posted.map(\.dueOn) == ["2026-02-28", "2026-03-31"])
        }
    }

    @Test func endedEntryIsOver() async throws {
        try await withLedger(at: .atNoon(of: "2026-04-15")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            let ended = try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "1", .end))
            #expect(ended.recurringEntry.state == .ended && ended.upcoming.isEmpty)
            #expect(try await ledger.call(RunSchedules(book: book)).posted.isEmpty)
            await #expect(throws: ScheduleOver()) {
                try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "2", version: 2, .resume))
            }
        }
    }

    @Test func newTemplateAndEndAreForWhatComes() async throws {
        try await withLedger(at: .atNoon(of: "2026-02-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            _ = try await ledger.call(RunSchedules(book: book))
            let changed = try await ledger.call(
                UpdateRecurringEntry.of(
                    id, in: book, key: "1", template: .rent(70, to: .utilities), endsOn: "2026-03-31"))
            #expect(changed.upcoming == ["2026-02-28", "2026-03-31"])
            _ = try await ledger.call(RunSchedules(book: book, upTo: "2027-01-01"))
            #expect(try await ledger.balance(of: .rent, in: book) == 1000)
            #expect(try await ledger.balance(of: .utilities, in: book) == 140)
            let entry = try await ledger.call(GetRecurringEntry(book: book, recurringEntry: id)).recurringEntry
            #expect(entry.state == .completed && entry.posted == Count(3) && entry.nextDueOn == nil)
        }
    }

    @Test func refusedDayCanBeSkippedAndNoOther() async throws {
        try await withLedger(at: .atNoon(of: "2026-02-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            try await ledger.close(.rent, in: book)
            #expect(try await ledger.call(RunSchedules(book: book)).refused.map(\.dueOn) == ["2026-01-31"])
            await #expect(throws: OccurrenceNotOpen(dueOn: "2026-02-28")) {
                try await ledger.call(
                    UpdateRecurringEntry.of(id, in: book, key: "1", skip: ["2026-01-31", "2026-02-28"]))
            }
            let skipped = try await ledger.call(
                UpdateRecurringEntry.of(id, in: book, key: "2", skip: ["2026-01-31"])
            ).recurringEntry
            #expect(skipped.refused == Count(0) && skipped.nextDueOn == "2026-02-28")
            #expect(try await ledger.call(RunSchedules(book: book)).refused.isEmpty)
        }
    }

    @Test func whatCannotBeUpdatedIsToldApart() async throws {
        try await withLedger(at: .atNoon(of: "2026-02-01")) { ledger in
            let book = try await ledger.openBook()
            let id = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            let deferral = try await ledger.call(CreateDeferral.of(in: book)).deferral.id
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 1))) {
                try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "1", version: 2, .pause))
            }
            await #expect(throws: ScheduleNotFound()) {
                try await ledger.call(UpdateRecurringEntry.of(deferral, in: book, key: "2", .pause))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(UpdateRecurringEntry.of(id, in: book, key: "3", .pause))
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "4", template: .rent(to: "9")))
            }
            await #expect(throws: AccountIsHeading(account: .expenses)) {
                try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "5", template: .rent(to: .expenses)))
            }
            await #expect(throws: EntryUnbalanced(differences: [.gbp(-1)])) {
                let template = try EntryTemplate.of([.debit(.rent, .gbp(1)), .credit(.bank, .gbp(2))])
                return try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "6", template: template))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(UpdateRecurringEntry.of(id, in: book, key: "7", resumeFrom: "2026-02-01"))
            }
            #expect(error?.violations.map(\.path) == ["$.resumeFrom"])
        }
    }
}
