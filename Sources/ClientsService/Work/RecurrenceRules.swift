// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// When a recurring task comes again.
enum RecurrenceRules {
    /// The first day of the series after `due` that is not before `today`; nil when the series has ended. The series
    /// has every so many units from `first` on: months are counted from there, so that a series of the 31st stays one
    /// after it has passed a shorter month.
    static func next(
        after due: CalendarDate, first: CalendarDate, _ recurrence: TaskRecurrence, today: CalendarDate
    ) -> CalendarDate? {
        let earliest = max(due.adding(days: 1), today)
        let every = Int(recurrence.every.rawValue)
        let next =
            switch recurrence.unit {
            case .day: byDays(from: first, every, earliest)
            case .week: byDays(from: first, 7 * every, earliest)
            case .month: byMonths(from: first, every, earliest)
            case .year: byMonths(from: first, 12 * every, earliest)
            }
        guard let next, next <= recurrence.until ?? DayRange.greatestLast else { return nil }
        return next
    }

    private static func byDays(from first: CalendarDate, _ step: Int, _ earliest: CalendarDate) -> CalendarDate? {
        let distance = Int(earliest.daysSince1970) - Int(first.daysSince1970)
        let steps = max(1, (distance + step - 1) / step)
        return first.adding(days: steps * step)
    }

    private static func byMonths(from first: CalendarDate, _ step: Int, _ earliest: CalendarDate) -> CalendarDate? {
        let start = first.civil
        let end = earliest.civil
        let distance = (end.year - start.year) * 12 + end.month - start.month
        var steps = max(1, distance / step)
        while let day = month(start, after: steps * step) {
            if day >= earliest { return day }
            steps += 1
        }
        return nil
    }

    /// The same day so many months later, or the last one of a shorter month; nil beyond the year 9999.
    private static func month(_ start: (year: Int, month: Int, day: Int), after months: Int) -> CalendarDate? {
        let index = start.month - 1 + months
        let (year, month) = (start.year + index / 12, index % 12 + 1)
        guard year <= 9999 else { return nil }
        return CalendarDate(year: year, month: month, day: min(start.day, CalendarDate.days(inMonth: month, of: year)))
    }
}
