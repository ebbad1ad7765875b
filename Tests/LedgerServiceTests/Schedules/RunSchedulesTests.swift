// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

@Suite struct RunSchedulesTests {
    @Test func everythingDueIsPostedOnceAndInTheOrderOfDays() async throws {
        try await withLedger(at: .atNoon(of: "2026-04-15")) { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(CreateRecurringEntry.of(in: book))
            _ = try await ledger.call(CreateDeferral.of(in: book))
            let run = try await ledger.call(RunSchedules(book: book))
            #expect(run.refused.isEmpty && !run.hasMore)
            let march: CalendarDate = "2026-03-31"
            #expect(run.posted.filter { $0.dueOn == march }.count == 2 && run.posted.count == 6)
            #expect(Set(run.posted.map(\.number)).count == 6)
            let again = try await ledger.call(RunSchedules(book: book))
            #expect(again.posted.isEmpty && again.refused.isEmpty)
            #expect(try await ledger.entryCount(of: book) == 6)
        }
    }

    @Test func bookHasItsOwnToday() async throws {
        // Noon in London is the next day in Kiritimati, fourteen hours ahead.
        try await withLedger(at: .atNoon(of: "2026-01-30")) { ledger in
            let london = try await ledger.openBook()
            let island = try await ledger.call(
                CreateBook.named("island", timeZone: "Pacific/Kiritimati", chart: .tradingCompany)
            ).book.id
            for book in [london, island] {
                _ = try await ledger.call(CreateRecurringEntry.of(in: book, key: "\(book)"))
            }
            #expect(try await ledger.call(RunSchedules(book: london)).posted.isEmpty)
            #expect(try await ledger.call(RunSchedules(book: island)).posted.map(\.dueOn) == ["2026-01-31"])
        }
    }

    @Test func refusedOccurrenceStaysDueAndStopsNoOther() async throws {
        try await withLedger(at: .atNoon(of: "2026-03-01")) { ledger in
            let book = try await ledger.openBook()
            let rent = try await ledger.call(CreateRecurringEntry.of(in: book)).recurringEntry.id
            _ = try await ledger.call(CreateDeferral.of(.prepaid(to: .utilities), in: book))
            try await ledger.close(.rent, in: book)
            let run = try await ledger.call(RunSchedules(book: book))
            #expect(run.posted.map(\.amount) == [.gbp(100), .gbp(100)])
            #expect(run.refused.map(\.schedule) == [rent, rent])
            #expect(run.refused.map { $0.refusal?.reason.text } == ["ledger.account_closed", "ledger.account_closed"])
            let shown = try await ledger.call(GetRecurringEntry(book: book, recurringEntry: rent)).recurringEntry
            #expect(shown.refused == Count(2) && shown.state == .active && shown.nextDueOn == "2026-03-31")
            #expect(try await ledger.call(RunSchedules(book: book)).refused.count == 2)
            try await ledger.close(.rent, in: book, version: 2, false)
            let settled = try await ledger.call(RunSchedules(book: book))
            #expect(settled.posted.map(\.dueOn) == ["2026-01-31", "2026-02-28"] && settled.refused.isEmpty)
            #expect(try await ledger.entryCount(of: book) == 4)
        }
    }

    @Test func lockedPeriodStopsOnlyItsOwnDays() async throws {
        try await withLedger(at: .atNoon(of: "2026-04-01")) { ledger in
            let book = try await ledger.openBookWithYears()
            _ = try await ledger.call(CreateRecurringEntry.of(in: book))
            _ = try await ledger.call(
                LockPeriod(book: book, idempotencyKey: "lock", period: "2026-02", level: .soft))
            let run = try await ledger.call(RunSchedules(book: book))
            #expect(run.posted.map(\.dueOn) == ["2026-01-31", "2026-03-31"])
            #expect(
                run.refused.map { "\($0.dueOn) \($0.refusal?.reason.text ?? "")" } == [
                    "2026-02-28 ledger.period_locked"
                ])
        }
    }

    @Test func limitCutsARunAndTheNextGoesOn() async throws {
        try await withLedger(at: .atNoon(of: "2026-12-31")) { ledger in
            let book = try await ledger.openBook()
            let daily = Recurrence(every: .init(unchecked: 1), unit: .day, startsOn: "2026-01-01")
            _ = try await ledger.call(CreateRecurringEntry.of(daily, in: book))
            _ = try await ledger.call(CreateDeferral.of(in: book))
            var posted: [ScheduleOccurrence] = []
            for _ in 0..<3 {
                let run = try await ledger.call(RunSchedules(book: book, limit: PageLimit(unchecked: 100)))
                #expect(run.posted.count == 100 && run.hasMore)
                posted += run.posted
            }
            let rest = try await ledger.call(RunSchedules(book: book, limit: PageLimit(unchecked: 1000)))
            #expect(rest.posted.count == 77 && !rest.hasMore)
            posted += rest.posted
            #expect(Set(posted.map { "\($0.schedule) \($0.dueOn)" }).count == 377)
            #expect(try await ledger.balance(of: .rent, in: book) == 365 * 1000 + 1200)
        }
    }

    @Test func manyRefusalsDoNotKeepNewDaysWaiting() async throws {
        try await withLedger(at: .atNoon(of: "2026-12-31")) { ledger in
            let book = try await ledger.openBook()
            let daily = Recurrence(every: .init(unchecked: 1), unit: .day, startsOn: "2026-01-01")
            _ = try await ledger.call(CreateRecurringEntry.of(daily, in: book))
            try await ledger.close(.rent, in: book)
            let refused = try await ledger.call(
                RunSchedules(book: book, upTo: "2026-10-31", limit: PageLimit(unchecked: 1000)))
            #expect(refused.refused.count == 304 && !refused.hasMore)
            _ = try await ledger.call(CreateDeferral.of(.prepaid(to: .utilities), in: book))
            try await ledger.close(.rent, in: book, version: 2, false)
            let run = try await ledger.call(RunSchedules(book: book, limit: PageLimit(unchecked: 61)))
            #expect(run.posted.allSatisfy { $0.dueOn > "2026-10-31" } && run.posted.count == 61)
            let rest = try await ledger.call(RunSchedules(book: book, limit: PageLimit(unchecked: 1000)))
            #expect(rest.posted.count == 304 + 12)
        }
    }

    @Test func countEndsARecurringEntry() async throws {
        try await withLedger(at: .atNoon(of: "2027-01-01")) { ledger in
            let book = try await ledger.openBook()
            let create = try CreateRecurringEntry.of(.monthly(from: "2026-01-31", count: 3), in: book)
            let id = try await ledger.call(create).recurringEntry.id
            #expect(try await ledger.call(RunSchedules(book: book)).posted.count == 3)
            let entry = try await ledger.call(GetRecurringEntry(book: book, recurringEntry: id))
            #expect(entry.recurringEntry.state == .completed && entry.upcoming.isEmpty)
        }
    }

    @Test func anotherOrganisationAndABookkeeperMayNotRun() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(RunSchedules(book: book))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(RunSchedules(book: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
