// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import ClientsService

@Suite struct RenewalRulesTests {
    @Test func anOpenEndHasNoRenewal() throws {
        #expect(RenewalRules.dates(of: try .of(from: "2026-01-01", notice: 30)) == nil)
    }

    @Test func aTermWithoutTacitRenewalEnds() throws {
        let dates = RenewalRules.dates(of: try .of(from: "2026-01-01", to: "2026-12-31", notice: 90))
        #expect(
            dates
                == RenewalDates(endsOn: "2026-12-31", noticeOn: "2026-10-02", renewsOn: nil, nextEndsOn: nil))
    }

    @Test func aNoticeIsInTimeSoManyDaysBeforeTheEnd() throws {
        let cases: [(CalendarDate, Int64, CalendarDate)] = [
            ("2026-12-31", 0, "2026-12-31"), ("2026-12-31", 30, "2026-12-01"), ("2026-03-31", 31, "2026-02-28"),
            ("2028-03-31", 31, "2028-02-29"), ("2027-02-28", 365, "2026-02-28"), ("2028-02-29", 365, "2027-03-01"),
        ]
        for (end, days, notice) in cases {
            let terms = try ContractTerms.of(from: "2026-01-01", to: end, notice: days)
            #expect(terms.noticeOn == notice, "\(end) - \(days)")
        }
        // Before the first day of the calendar there is none.
        #expect(try ContractTerms.of(from: "0001-01-01", to: "0001-01-31", notice: 1000).noticeOn == "0001-01-01")
    }

    /// First day, end, months; then the ends of the next terms.
    @Test(arguments: [
        // Calendar years, and years with a leap day.
        ("2026-01-01", "2026-12-31", 12, ["2027-12-31", "2028-12-31", "2029-12-31"]),
        ("2027-03-01", "2028-02-29", 12, ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        // From a leap day: 28 February in other years, and the leap day again.
        ("2024-02-29", "2025-02-27", 12, ["2026-02-27", "2027-02-27", "2028-02-28", "2029-02-27"]),
        // Months that end on their last day.
        ("2026-01-01", "2026-01-31", 1, ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        ("2028-01-01", "2028-01-31", 1, ["2028-02-29", "2028-03-31"]),
        // From the last day of a month: each term begins on the last day that there is.
        ("2026-01-31", "2026-02-27", 1, ["2026-03-30", "2026-04-29", "2026-05-30", "2026-06-29"]),
        ("2026-08-31", "2027-02-27", 6, ["2027-08-30", "2028-02-28", "2028-08-30", "2029-02-27"]),
        // Quarters over a year's end.
        ("2026-11-15", "2027-02-14", 3, ["2027-05-14", "2027-08-14", "2027-11-14"]),
        // A first term that is no whole number of months: from the day after it on.
        ("2026-01-10", "2026-12-31", 12, ["2027-12-31", "2028-12-31"]),
        ("2026-01-10", "2026-03-30", 1, ["2026-04-29", "2026-05-29"]),
        // Terms of one day and of ten years.
        ("2026-05-05", "2026-05-05", 1, ["2026-06-05", "2026-07-05"]),
        ("2026-01-01", "2026-12-31", 120, ["2036-12-31", "2046-12-31"]),
    ])
    func termsFollowEachOtherByWholeMonths(
        first: String, end: String, months: Int, next: [String]
    ) throws {
        var terms = try ContractTerms.of(
            from: CalendarDate(validating: first), to: CalendarDate(validating: end), renewal: Int64(months))
        for expected in next {
            let dates = try #require(RenewalRules.dates(of: terms))
            let nextEnd = try #require(dates.nextEndsOn)
            #expect(nextEnd.text == expected)
            #expect(dates.renewsOn == dates.endsOn.adding(days: 1))
            terms = terms.ending(on: nextEnd)
        }
    }

    /// Whatever the first day: a term of a month is at least 28 days, at most 31, and begins on the day of the month
    /// of the first one, or on the last that there is.
    @Test func monthlyTermsKeepToTheDayOfTheMonth() throws {
        for offset in 0..<1500 {
            let first = CalendarDate(daysSince1970: 20_454 + Int32(offset))
            let firstEnd = try #require(first.adding(months: 1)?.adding(days: -1))
            var terms = try ContractTerms.of(from: first, to: firstEnd, renewal: 1)
            for number in 2...30 {
                let dates = try #require(RenewalRules.dates(of: terms))
                let begins = try #require(dates.renewsOn)
                let ends = try #require(dates.nextEndsOn)
                let length = Int(ends.daysSince1970 - begins.daysSince1970) + 1
                #expect((28...31).contains(length))
                let (year, month, day) = begins.civil
                #expect(day == min(first.civil.day, CalendarDate.days(inMonth: month, of: year)), "\(first) \(number)")
                terms = terms.ending(on: ends)
            }
        }
    }

    @Test func nothingIsRenewedBeyondTheCalendar() throws {
        let dates = RenewalRules.dates(of: try .of(from: "9990-01-01", to: "9998-12-31", renewal: 12))
        #expect(dates?.renewsOn == nil)
        #expect(dates?.nextEndsOn == nil)
        #expect(
            RenewalRules.dates(of: try .of(from: "9990-01-01", to: "9997-12-31", renewal: 12))?.nextEndsOn
                == "9998-12-31")
    }

    @Test func theNextValueIsThatOfTheRaisedPrices() throws {
        let lines = try [ContractLine.of("a", 33_33, times: "3"), .of("b", 10_00, .yearly), .of("once", 5_00, .once)]
        let contract = try ContractDraft(
            reference: nil, currency: .example, terms: .of(from: "2026-01-01", to: "2026-12-31", escalator: "2.5"),
            lines: lines
        ).contract(
            .new(at: Clocks.start), with: .new(at: Clocks.start), version: Version(unchecked: 1),
            createdAt: Clocks.start, at: Clocks.start)
        // 33.33 becomes 34.16 (34.16325), 10.00 becomes 10.25.
        #expect(RenewalRules.nextValue(of: contract) == .eur(34_16 * 3 * 12 + 10_25))
    }
}
