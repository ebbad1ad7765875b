// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The days of a recurrence: the k-th is k intervals after the first, whatever became of those between them.
extension Recurrence {
    /// The first day after `day`, or the very first; nil when there is none. Knows no `count`: whoever posts counts.
    func day(after day: CalendarDate?) -> CalendarDate? {
        let found =
            switch unit {
            case .day: steps(of: Int(every.rawValue), after: day)
            case .week: steps(of: 7 * Int(every.rawValue), after: day)
            case .month: months(Int(every.rawValue), after: day)
            case .quarter: months(3 * Int(every.rawValue), after: day)
            case .year: months(12 * Int(every.rawValue), after: day)
            }
        guard let found, endsOn.map({ found <= $0 }) ?? true else { return nil }
        return found
    }

    /// At most `limit` days after `day`.
    func days(after day: CalendarDate?, limit: Int) -> [CalendarDate] {
        var days: [CalendarDate] = []
        var last = day
        while days.count < limit, let next = self.day(after: last) {
            days.append(next)
            last = next
        }
        return days
    }

    private func steps(of length: Int, after day: CalendarDate?) -> CalendarDate? {
        guard let day, day >= startsOn else { return startsOn }
        let passed = Int(day.daysSince1970 - startsOn.daysSince1970) / length + 1
        let days = Int(startsOn.daysSince1970) + passed * length
        return days > CalendarDate.latest.daysSince1970 ? nil : CalendarDate(daysSince1970: Int32(days))
    }

    private func months(_ length: Int, after day: CalendarDate?) -> CalendarDate? {
        let start = firstMonth
        // A day that moved to the next month stands one month after the one that it is of.
        let passed = day.map { max(0, (MonthCount($0).months - 1 - start.months) / length) } ?? 0
        var month = start.adding(passed * length)
        while month <= MonthCount(CalendarDate.latest) {
            if let found = self.day(of: month), found >= startsOn, day.map({ found > $0 }) ?? true { return found }
            month = month.adding(length)
        }
        return nil
    }

    /// The month of the first day: that of `startsOn`, or the next one when its day is over by then.
    private var firstMonth: MonthCount {
        let month = MonthCount(startsOn)
        guard let first = day(of: month), first < startsOn else { return month }
        return month.adding(1)
    }

    private func day(of month: MonthCount) -> CalendarDate? {
        let wanted = dayOfMonth.map { Int($0.rawValue) } ?? startsOn.civil.day
        guard wanted > month.length else { return month.first.adding(days: wanted - 1) }
        switch shortMonths ?? .lastDay {
        case .lastDay: return month.last
        case .firstOfNext: return month.last.adding(days: 1)
        case .skip: return nil
        }
    }
}

/// A calendar month as a number that months can be added to.
struct MonthCount: Sendable, Hashable, Comparable {
    /// Since January of the year 0.
    let months: Int

    init(months: Int) {
        self.months = months
    }

    init(_ day: CalendarDate) {
        let (year, month, _) = day.civil
        months = year * 12 + month - 1
    }

    func adding(_ count: Int) -> MonthCount { MonthCount(months: months + count) }

    var length: Int { CalendarDate.days(inMonth: months % 12 + 1, of: months / 12) }
    var last: CalendarDate { first.adding(days: length - 1) }
    static func < (left: MonthCount, right: MonthCount) -> Bool { left.months < right.months }

    /// Of the years that dates have.
    var first: CalendarDate {
        CalendarDate(year: months / 12, month: months % 12 + 1, day: 1) ?? .latest
    }
}
