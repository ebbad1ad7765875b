// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The columns of a comparison of periods.
enum PeriodColumns {
    static let limit = 60

    /// From day to day without a gap. Nil when there would be more than `limit`.
    static func columns(
        from first: CalendarDate, to last: CalendarDate, by step: PeriodStep
    ) -> [PeriodColumn]? {
        var columns: [PeriodColumn] = []
        var start = first
        while start <= last {
            guard columns.count < limit else { return nil }
            let next = start.startOfNext(step)
            columns.append(PeriodColumn(from: start, to: min(last, next.adding(days: -1))))
            start = next
        }
        return columns
    }

    /// Nil when a start is not after the one before it, or not within the days.
    static func columns(
        from first: CalendarDate, to last: CalendarDate, starts: some Sequence<CalendarDate>
    ) -> [PeriodColumn]? {
        var columns: [PeriodColumn] = []
        var start = first
        for next in starts {
            guard next > start, next <= last else { return nil }
            columns.append(PeriodColumn(from: start, to: next.adding(days: -1)))
            start = next
        }
        return columns + [PeriodColumn(from: start, to: last)]
    }
}

extension CalendarDate {
    /// The first day of the next period of the length, by the calendar.
    fileprivate func startOfNext(_ step: PeriodStep) -> CalendarDate {
        switch step {
        case .day: return adding(days: 1)
        case .week:
            // 1970-01-01 was a Thursday, three days after a Monday.
            let weekday = ((Int(daysSince1970) + 3) % 7 + 7) % 7
            return adding(days: 7 - weekday)
        case .month: return firstOfNextMonth
        case .quarter:
            let months = 3 - (civil.month - 1) % 3
            return (0..<months).reduce(self) { date, _ in date.firstOfNextMonth }
        case .year:
            let months = 13 - civil.month
            return (0..<months).reduce(self) { date, _ in date.firstOfNextMonth }
        }
    }
}
