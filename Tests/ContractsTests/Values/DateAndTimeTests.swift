// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct CalendarDateTests {
    @Test func everyDayOfFourCenturiesIsReadBack() throws {
        let first = try #require(CalendarDate("1900-01-01"))
        let last = try #require(CalendarDate("2300-01-01"))
        var previous: (year: Int, month: Int, day: Int)?
        for days in first.daysSince1970...last.daysSince1970 {
            let date = CalendarDate(daysSince1970: days)
            let civil = date.civil
            #expect(CalendarDate(year: civil.year, month: civil.month, day: civil.day) == date)
            if let previous {
                let isNextDay = civil.day == previous.day + 1 && civil.month == previous.month
                #expect(isNextDay || civil.day == 1 && previous.day >= 28)
            }
            previous = civil
        }
    }

    @Test(arguments: [
        ("1970-01-01", Int32(0)), ("2000-02-29", 11_016), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func knownDaysHaveTheirNumbers(_ text: String, _ days: Int32) {
        #expect(CalendarDate(text)?.daysSince1970 == days)
        #expect(CalendarDate(daysSince1970: days).text == text)
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-32", "0000-01-01", "20260101",
        "2026/01/01", "2026-01-01 ", "-026-01-01", "",
    ])
    func daysThatDoNotExistAreRefused(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }
}

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000000Z", Int64(0)), ("2026-11-22T06:30:00.000001Z", 1_795_329_000_000_001),
        ("1969-12-31T23:59:59.999999Z", -1),
    ])
    func instantIsReadAndWritten(_ text: String, _ microseconds: Int64) {
        #expect(Instant(text)?.microseconds == microseconds)
        #expect(Instant(microseconds: microseconds).text == text)
    }

    @Test func shorterFractionsAreRead() {
        #expect(Instant("1970-01-01T00:00:01Z")?.microseconds == 1_000_000)
        #expect(Instant("1970-01-01T00:00:01.5Z")?.microseconds == 1_500_000)
    }

    @Test(arguments: [
        "1970-01-01T00:00:00", "1970-01-01T00:00:00+01:00", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
        "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567Z", "1970-02-30T00:00:00Z", "1970-01-01 00:00:00Z",
    ])
    func otherFormsAreRefused(_ text: String) {
        #expect(Instant(text) == nil)
    }
}
