// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct FiscalCalendarTests {
    private func spans(
        _ pattern: FiscalPattern, _ startsOn: CalendarDate, weeks: Int64? = nil, ends: [CalendarDate]? = nil
    ) throws -> [PeriodSpan] {
        try FiscalCalendar.periods(
            pattern, from: startsOn, weeks: weeks.map(FiscalWeeks.init(unchecked:)), ends: ends)
    }

    @Test func monthsOfACalendarYearEndWithTheMonths() throws {
        let year = try spans(.months, "2028-01-01")
        #expect(year.count == 12)
        #expect(year[1] == PeriodSpan(startsOn: "2028-02-01", endsOn: "2028-02-29"))
        #expect(year[11] == PeriodSpan(startsOn: "2028-12-01", endsOn: "2028-12-31"))
    }

    @Test func monthsBeginOnTheDayOnWhichTheYearBegins() throws {
        let year = try spans(.months, "2026-04-06")
        #expect(year[0] == PeriodSpan(startsOn: "2026-04-06", endsOn: "2026-05-05"))
        #expect(year[10] == PeriodSpan(startsOn: "2027-02-06", endsOn: "2027-03-05"))
        #expect(year[11].endsOn == "2027-04-05")
        #expect(throws: InvalidParams.self) { try spans(.months, "2026-01-29") }
    }

    @Test(arguments: [
        (FiscalPattern.weeks445, [28, 28, 35]), (.weeks454, [28, 35, 28]), (.weeks544, [35, 28, 28]),
    ])
    func weeksAreDividedByQuarters(_ pattern: FiscalPattern, _ days: [Int32]) throws {
        let year = try spans(pattern, "2026-02-01")
        let lengths = year.map { $0.endsOn.daysSince1970 - $0.startsOn.daysSince1970 + 1 }
        #expect(lengths == days + days + days + days)
        let long = try spans(pattern, "2026-02-01", weeks: 53)
        #expect(long.dropLast() == year.dropLast())
        #expect(long[11].endsOn == year[11].endsOn.adding(days: 7))
    }

    @Test(arguments: [FiscalPattern.months, .weeks445, .weeks454, .weeks544])
    func periodsFollowOneAnother(_ pattern: FiscalPattern) throws {
        let year = try spans(pattern, "2027-03-28")
        #expect(year[0].startsOn == "2027-03-28")
        for (period, next) in zip(year, year.dropFirst()) {
            #expect(next.startsOn == period.endsOn.adding(days: 1))
        }
    }

    @Test func ownPeriodsEndAsTheyAreGiven() throws {
        let year = try spans(.own, "2026-07-15", ends: ["2026-09-30", "2026-12-30", "2026-12-31"])
        #expect(
            year == [
                PeriodSpan(startsOn: "2026-07-15", endsOn: "2026-09-30"),
                PeriodSpan(startsOn: "2026-10-01", endsOn: "2026-12-30"),
                PeriodSpan(startsOn: "2026-12-31", endsOn: "2026-12-31"),
            ])
    }

    @Test func whatNoYearHasIsRefusedWithItsPlace() {
        func expect(_ path: String, _ body: () throws -> [PeriodSpan]) {
            let error = #expect(throws: InvalidParams.self) { _ = try body() }
            #expect(error?.violations.map(\.path) == [path])
        }
        expect("$.periodEnds") { try spans(.own, "2026-01-01") }
        expect("$.periodEnds") { try spans(.months, "2026-01-01", ends: ["2026-12-31"]) }
        expect("$.periodEnds[1]") { try spans(.own, "2026-01-01", ends: ["2026-06-30", "2026-06-30"]) }
        expect("$.periodEnds[0]") { try spans(.own, "2026-01-01", ends: ["2025-12-31"]) }
        expect("$.periodEnds[0]") { try spans(.own, "2026-01-01", ends: ["2028-01-02"]) }
        expect("$.weeks") { try spans(.months, "2026-01-01", weeks: 52) }
        expect("$.startsOn") { try spans(.months, "9999-02-01") }
    }
}
