// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import LedgerService

@Suite struct FiscalYearRulesTests {
    /// Calendar years, of which the first ones are closed.
    private func years(_ years: ClosedRange<Int>, closed: Int = 0) throws -> [FiscalYear] {
        try years.enumerated().map { index, year in
            let close = YearClose(
                closedAt: Clocks.start, closedBy: try Text(validating: "user:1"), retainedEarnings: "3200",
                profit: .gbp(0), firstEntry: nil, lastEntry: nil)
            return FiscalYear(
                code: try .init(validating: String(year)), name: nil,
                startsOn: try #require(CalendarDate(year: year, month: 1, day: 1)),
                endsOn: try #require(CalendarDate(year: year, month: 12, day: 31)), pattern: .months,
                periodCount: Count(12), close: index < closed ? close : nil)
        }
    }

    @Test func yearContinuesTheCalendarAtOneOfItsEnds() throws {
        let years = try years(2025...2026)
        for fit in [
            PeriodSpan(startsOn: "2027-01-01", endsOn: "2027-03-31"),
            PeriodSpan(startsOn: "2024-07-01", endsOn: "2024-12-31"),
        ] {
            try FiscalYearRules.requireContiguous(fit, with: years)
            try FiscalYearRules.requireContiguous(fit, with: [])
        }
        for unfit in [
            PeriodSpan(startsOn: "2027-01-02", endsOn: "2027-12-31"),
            PeriodSpan(startsOn: "2026-07-01", endsOn: "2027-06-30"),
            PeriodSpan(startsOn: "2024-01-01", endsOn: "2024-12-30"),
            PeriodSpan(startsOn: "2024-01-01", endsOn: "2025-01-01"),
        ] {
            #expect(throws: FiscalYearNotContiguous(firstDay: "2025-01-01", lastDay: "2026-12-31")) {
                try FiscalYearRules.requireContiguous(unfit, with: years)
            }
        }
    }

    @Test func noYearComesBeforeAClosedOne() throws {
        let before = PeriodSpan(startsOn: "2024-01-01", endsOn: "2024-12-31")
        let year = try FiscalYearCode(validating: "2025")
        #expect(throws: LaterYearClosed(year: year)) {
            try FiscalYearRules.requireContiguous(before, with: years(2025...2026, closed: 1))
        }
    }

    @Test func yearsAreClosedInOrderAndReopenedInTheOpposite() throws {
        let years = try years(2024...2027, closed: 2)
        try FiscalYearRules.requireEarlierClosed(than: years[2], among: years)
        #expect(throws: EarlierYearOpen(year: years[2].code)) {
            try FiscalYearRules.requireEarlierClosed(than: years[3], among: years)
        }
        try FiscalYearRules.requireLaterOpen(than: years[1], among: years)
        #expect(throws: LaterYearClosed(year: years[1].code)) {
            try FiscalYearRules.requireLaterOpen(than: years[0], among: years)
        }
    }

    @Test func onlyOpenYearsAtTheEndsCanBeRemoved() throws {
        let years = try years(2024...2026, closed: 1)
        try FiscalYearRules.requireRemovable(years[2], [], among: years)
        for year in years.prefix(2) {
            #expect(throws: FiscalYearInUse(year: year.code)) {
                try FiscalYearRules.requireRemovable(year, [], among: years)
            }
        }
        let locked = FiscalPeriod(
            code: .example, year: years[2].code, startsOn: "2026-01-01", endsOn: "2026-01-31", state: .softLocked,
            locks: [])
        #expect(throws: FiscalYearInUse(year: years[2].code)) {
            try FiscalYearRules.requireRemovable(years[2], [locked], among: years)
        }
    }
}
