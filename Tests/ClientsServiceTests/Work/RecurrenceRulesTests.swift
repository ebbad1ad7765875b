// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import ClientsService

@Suite struct RecurrenceRulesTests {
    private typealias Case = (
        recurrence: TaskRecurrence, first: CalendarDate, due: CalendarDate, today: CalendarDate, next: CalendarDate?
    )

    @Test func aSeriesGoesOnFromItsFirstDay() throws {
        let expected: [Case] =
            try [
                (.every(1, .day), "2026-01-01", "2026-01-01", "2026-01-01", "2026-01-02"),
                (.every(3, .day), "2026-01-01", "2026-01-04", "2026-01-10", "2026-01-10"),
                (.every(3, .day), "2026-01-01", "2026-01-04", "2026-01-11", "2026-01-13"),
                (.every(2, .week), "2026-01-01", "2026-01-01", "2025-12-01", "2026-01-15"),
                (.every(1, .month), "2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31"),
                (.every(1, .month), "2026-01-31", "2026-01-31", "2026-03-31", "2026-03-31"),
                (.every(3, .month), "2025-11-30", "2026-02-28", "2026-02-01", "2026-05-30"),
                (.every(1, .year), "2024-02-29", "2025-02-28", "2025-03-01", "2026-02-28"),
                (.every(4, .year), "2024-02-29", "2024-02-29", "2024-03-01", "2028-02-29"),
                // Moved by hand within the series: the next day is after the moved one.
                (.every(1, .week), "2026-01-01", "2026-01-10", "2026-01-02", "2026-01-15"),
                (.every(1, .week, until: "2026-01-08"), "2026-01-01", "2026-01-01", "2026-01-01", "2026-01-08"),
                (.every(1, .week, until: "2026-01-07"), "2026-01-01", "2026-01-01", "2026-01-01", nil),
                (.every(365, .year), "9900-01-01", "9900-01-01", "2026-01-01", nil),
                (.every(1, .day), "9999-12-30", "9999-12-30", "2026-01-01", nil),
            ]
        for (recurrence, first, due, today, next) in expected {
            #expect(
                RecurrenceRules.next(after: due, first: first, recurrence, today: today) == next,
                "\(recurrence) \(first) \(due) \(today)")
        }
    }

    /// Against a count day by day.
    @Test func daysAndWeeksAgreeWithACountDayByDay() throws {
        let first: CalendarDate = "2026-01-05"
        for step in [1, 2, 7, 10] {
            for due in 0...30 {
                for today in -3...30 {
                    let earliest = max(due + 1, today)
                    let naive = (1...100).map { $0 * step }.first { $0 >= earliest }
                    let next = RecurrenceRules.next(
                        after: first.adding(days: due), first: first, try .every(Int64(step), .day),
                        today: first.adding(days: today))
                    #expect(next == naive.map { first.adding(days: $0) })
                }
            }
        }
    }
}
