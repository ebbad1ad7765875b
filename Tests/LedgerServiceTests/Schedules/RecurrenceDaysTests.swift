// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct RecurrenceDaysTests {
    private func recurrence(
        _ unit: RecurrenceUnit, every: Int64 = 1, from start: CalendarDate, day: Int64? = nil,
        short: ShortMonthRule? = nil, to end: CalendarDate? = nil
    ) -> Recurrence {
        Recurrence(
            every: .init(unchecked: every), unit: unit, startsOn: start, dayOfMonth: day.map { .init(unchecked: $0) },
            shortMonths: short, endsOn: end)
    }

    private func first(_ count: Int, of recurrence: Recurrence) -> [String] {
        recurrence.days(after: nil, limit: count).map(\.text)
    }

    @Test func daysAndWeeksAreCountedFromTheStart() {
        #expect(
            first(3, of: recurrence(.day, every: 10, from: "2024-02-20")) == [
                "2024-02-20", "2024-03-01", "2024-03-11",
            ])
        #expect(
            first(3, of: recurrence(.week, every: 2, from: "2025-12-22")) == [
                "2025-12-22", "2026-01-05", "2026-01-19",
            ])
    }

    @Test func monthsEndComesBackAfterAShortMonth() {
        #expect(
            first(5, of: recurrence(.month, from: "2024-01-31")) == [
                "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31",
            ])
        #expect(first(3, of: recurrence(.month, from: "2023-01-30")) == ["2023-01-30", "2023-02-28", "2023-03-30"])
    }

    @Test func shortMonthsFollowTheirRule() {
        #expect(
            first(4, of: recurrence(.month, from: "2026-01-31", short: .skip)) == [
                "2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31",
            ])
        #expect(
            first(4, of: recurrence(.month, from: "2026-01-31", short: .firstOfNext)) == [
                "2026-01-31", "2026-03-01", "2026-03-31", "2026-05-01",
            ])
    }

    @Test func leapDayFollowsItsRule() {
        #expect(
            first(5, of: recurrence(.year, from: "2024-02-29")) == [
                "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
            ])
        #expect(
            first(3, of: recurrence(.year, from: "2096-02-29", short: .skip)) == [
                "2096-02-29", "2104-02-29", "2108-02-29",
            ])
        #expect(
            first(2, of: recurrence(.year, from: "2024-02-29", short: .firstOfNext)) == [
                "2024-02-29", "2025-03-01",
            ])
    }

    @Test func firstDayIsTheFirstSuchDayFromTheStart() {
        #expect(first(2, of: recurrence(.month, from: "2026-01-15", day: 31)) == ["2026-01-31", "2026-02-28"])
        #expect(first(2, of: recurrence(.quarter, from: "2026-01-15", day: 1)) == ["2026-02-01", "2026-05-01"])
        #expect(first(2, of: recurrence(.month, from: "2026-04-30", day: 31)) == ["2026-04-30", "2026-05-31"])
        #expect(
            first(2, of: recurrence(.month, from: "2026-02-01", day: 31, short: .skip)) == [
                "2026-03-31", "2026-05-31",
            ])
    }

    @Test func quartersAndYearsAreMonths() {
        #expect(
            first(3, of: recurrence(.quarter, every: 2, from: "2026-08-31")) == [
                "2026-08-31", "2027-02-28", "2027-08-31",
            ])
        #expect(first(2, of: recurrence(.year, every: 3, from: "2026-06-30")) == ["2026-06-30", "2029-06-30"])
    }

    @Test func endIsInclusiveAndTheCalendarEnds() {
        #expect(first(9, of: recurrence(.month, from: "2026-01-31", to: "2026-03-31")).count == 3)
        #expect(first(9, of: recurrence(.month, from: "2026-01-31", to: "2026-03-30")).count == 2)
        #expect(first(9, of: recurrence(.week, from: "9999-12-20")) == ["9999-12-20", "9999-12-27"])
        #expect(first(9, of: recurrence(.year, every: 1000, from: "9000-06-01")) == ["9000-06-01"])
        #expect(first(9, of: recurrence(.year, from: "2026-04-30", day: 31, short: .skip)).isEmpty)
    }

    /// Against counting every day: the recurrence has exactly the days that the calendar shows, from any day on.
    @Test(arguments: RecurrenceUnit.allCases, ShortMonthRule.allCases)
    func everyDayAfterAnyDayIsFound(_ unit: RecurrenceUnit, _ rule: ShortMonthRule) throws {
        for (every, start) in [(1, "2023-12-31"), (2, "2024-02-29"), (5, "2024-01-30"), (1, "2024-03-01")] {
            let day = try #require(CalendarDate(start))
            let recurrence = recurrence(unit, every: Int64(every), from: day, short: rule)
            let all = recurrence.days(after: nil, limit: 60)
            #expect(all == all.sorted() && Set(all).count == all.count && all.count == 60)
            for (index, day) in all.enumerated().dropLast() {
                #expect(recurrence.day(after: day) == all[index + 1])
                #expect(recurrence.day(after: all[index + 1].adding(days: -1)) == all[index + 1])
            }
            #expect(recurrence.day(after: day.adding(days: -400)) == all[0])
        }
    }
}
