// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct TurnoverPlanTests {
    /// How often a day's turnover is counted: once in its month's row and once in its own, as they are stored.
    private func count(_ day: CalendarDate, isClosing: Bool, in plan: TurnoverPlan) -> Int {
        plan.segments.reduce(plan.beginsWithBalance ? 1 : 0) { sum, segment in
            let row: CalendarDate? =
                switch segment.span {
                case .month: isClosing ? nil : day.firstOfMonth
                case .day: isClosing ? nil : day
                case .closingMonth: isClosing ? day.firstOfMonth : nil
                case .closingDay: isClosing ? day : nil
                }
            guard let row, row >= segment.start, row < segment.end else { return sum }
            return sum + Int(segment.sign)
        }
    }

    private static let start = CalendarDate(daysSince1970: 20_400)

    private static let windows: [DayWindow] = {
        var windows: [DayWindow] = []
        for closings in [true, false] {
            windows.append(DayWindow(start: nil, end: nil, includesClosings: closings))
            for offset in stride(from: 0, to: 70, by: 3) {
                let first = start.adding(days: offset)
                windows.append(DayWindow(start: first, end: nil, includesClosings: closings))
                windows.append(DayWindow(start: nil, end: first, includesClosings: closings))
                for length in [0, 1, 2, 14, 27, 28, 30, 31, 32, 59, 62, 95] {
                    let end = first.adding(days: length)
                    windows.append(DayWindow(start: first, end: end, includesClosings: closings))
                }
            }
        }
        return windows
    }()

    @Test(arguments: [-500, 0, 40, 90, 600])
    func everyDayOfEveryWindowCountsOnceAndNoOther(today: Int) {
        let today = Self.start.adding(days: today)
        let first = Self.start.adding(days: -45)
        for window in Self.windows {
            let plan = TurnoverPlan(window, first: first, today: today)
            for offset in -45..<220 {
                let day = Self.start.adding(days: offset)
                let isInside = day >= window.start ?? .earliest && day < window.end ?? .never
                #expect(count(day, isClosing: false, in: plan) == (isInside ? 1 : 0), "\(day) in \(window)")
                let closing = isInside && window.includesClosings
                #expect(count(day, isClosing: true, in: plan) == (closing ? 1 : 0), "closing of \(day) in \(window)")
            }
        }
    }

    @Test func balanceAtADayNearTodayIsReadBackFromNow() {
        let plan = TurnoverPlan(DayWindow(from: nil, to: "2026-03-20"), first: "2020-01-01", today: "2026-04-10")
        #expect(plan.beginsWithBalance)
        #expect(
            plan.segments.filter { $0.span == .month || $0.span == .day } == [
                .init(span: .month, start: "2026-04-01", end: .never, sign: -1),
                .init(span: .day, start: "2026-03-21", end: "2026-04-01", sign: -1),
            ])
        let early = TurnoverPlan(DayWindow(from: nil, to: "2020-03-05"), first: "2020-01-01", today: "2026-04-10")
        #expect(!early.beginsWithBalance && early.segments[0].end == "2020-03-01")
    }

    @Test func lastDayThereIsCounts() {
        for window in [DayWindow(from: nil, to: "9999-12-31"), DayWindow(from: "9999-12-31", to: nil)] {
            let plan = TurnoverPlan(window, first: "2020-01-01", today: "2026-01-01")
            #expect(count("9999-12-31", isClosing: false, in: plan) == 1)
        }
        let empty = TurnoverPlan(DayWindow(from: nil, to: "2026-01-01"), first: nil, today: "2026-01-01")
        #expect(empty.beginsWithBalance)
    }
}
