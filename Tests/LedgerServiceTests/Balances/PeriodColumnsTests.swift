// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct PeriodColumnsTests {
    private func text(_ columns: [PeriodColumn]?) -> [String]? {
        columns?.map { "\($0.from.text)...\($0.to.text)" }
    }

    @Test func columnsFollowTheCalendarWithoutAGap() {
        #expect(
            text(PeriodColumns.columns(from: "2026-01-15", to: "2026-03-02", by: .month)) == [
                "2026-01-15...2026-01-31", "2026-02-01...2026-02-28", "2026-03-01...2026-03-02",
            ])
        // 2026-01-15 is a Thursday.
        #expect(
            text(PeriodColumns.columns(from: "2026-01-15", to: "2026-01-26", by: .week)) == [
                "2026-01-15...2026-01-18", "2026-01-19...2026-01-25", "2026-01-26...2026-01-26",
            ])
        #expect(
            text(PeriodColumns.columns(from: "2025-11-30", to: "2026-04-01", by: .quarter)) == [
                "2025-11-30...2025-12-31", "2026-01-01...2026-03-31", "2026-04-01...2026-04-01",
            ])
        #expect(
            text(PeriodColumns.columns(from: "1969-12-28", to: "1970-01-05", by: .week)) == [
                "1969-12-28...1969-12-28", "1969-12-29...1970-01-04", "1970-01-05...1970-01-05",
            ])
        #expect(PeriodColumns.columns(from: "2024-02-28", to: "2025-03-01", by: .year)?.count == 2)
        #expect(PeriodColumns.columns(from: "2026-01-01", to: "2026-01-03", by: .day)?.count == 3)
    }

    @Test func sixtyColumnsAreTheMost() {
        #expect(PeriodColumns.columns(from: "2026-01-01", to: "2030-12-31", by: .month)?.count == 60)
        #expect(PeriodColumns.columns(from: "2026-01-01", to: "2031-01-01", by: .month) == nil)
    }

    @Test func startsMakeColumnsOfTheirOwn() {
        let starts: [CalendarDate] = ["2026-01-29", "2026-02-26"]
        #expect(
            text(PeriodColumns.columns(from: "2026-01-01", to: "2026-04-01", starts: starts)) == [
                "2026-01-01...2026-01-28", "2026-01-29...2026-02-25", "2026-02-26...2026-04-01",
            ])
        #expect(PeriodColumns.columns(from: "2026-01-29", to: "2026-04-01", starts: starts) == nil)
        #expect(PeriodColumns.columns(from: "2026-01-01", to: "2026-02-25", starts: starts) == nil)
        #expect(PeriodColumns.columns(from: "2026-01-01", to: "2026-04-01", starts: starts.reversed()) == nil)
    }
}
