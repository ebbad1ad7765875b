// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct TurnoverWindowTests {
    /// Whether the window's months and days together hold the day exactly once, as the query counts it.
    private func count(_ day: CalendarDate, in window: TurnoverWindow) -> Int {
        let month = day.firstOfMonth
        let inMonths = month >= window.firstMonth && month < window.endMonth ? 1 : 0
        let isLoose = day < window.firstMonth || day >= window.endMonth
        return inMonths + (day >= window.first && day <= window.last && isLoose ? 1 : 0)
    }

    @Test func everyDayOfEveryWindowCountsOnceAndNoOther() {
        let start = CalendarDate(daysSince1970: 20_400)
        for offset in stride(from: 0, to: 70, by: 3) {
            for length in [0, 1, 27, 28, 30, 31, 32, 59, 62, 95] {
                let first = start.adding(days: offset)
                let last = first.adding(days: length)
                let window = TurnoverWindow(from: first, to: last)
                for day in -40..<220 {
                    let date = start.adding(days: day)
                    #expect(count(date, in: window) == (date >= first && date <= last ? 1 : 0), "\(date) in \(window)")
                }
            }
        }
    }

    @Test func openStartReachesTheFirstDayThereIs() {
        let window = TurnoverWindow(from: nil, to: "2026-02-28")
        #expect(window.first == "0001-01-01" && window.endMonth == "2026-03-01")
    }
}
