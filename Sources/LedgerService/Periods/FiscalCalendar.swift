// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The days of one period, both inclusive.
struct PeriodSpan: Sendable, Equatable {
    let startsOn: CalendarDate
    let endsOn: CalendarDate
}

/// Divides years into periods.
enum FiscalCalendar {
    /// Longer years than two do not exist in any law of accounting that is known to us.
    private static let daysLimit: Int32 = 731

    /// The year's periods: contiguous, from `startsOn` on. Throws `InvalidParams` for days that no year has.
    static func periods(
        _ pattern: FiscalPattern, from startsOn: CalendarDate, weeks: FiscalWeeks?, ends: [CalendarDate]?
    ) throws(InvalidParams) -> [PeriodSpan] {
        guard ends == nil || pattern == .own else {
            throw InvalidParams(path: "$.periodEnds", rule: "must be absent unless the pattern is own")
        }
        guard weeks == nil || weeksOfMonths(pattern) != nil else {
            throw InvalidParams(path: "$.weeks", rule: "must be absent unless the pattern is of weeks")
        }
        let spans = spans(from: startsOn, endingOn: try lastDays(pattern, startsOn, weeks, ends))
        guard let last = spans.last, last.endsOn <= CalendarDate.latest else {
            throw InvalidParams(path: "$.startsOn", rule: "must be so early that the year ends before 9999-12-31")
        }
        return spans
    }

    private static func lastDays(
        _ pattern: FiscalPattern, _ startsOn: CalendarDate, _ weeks: FiscalWeeks?, _ ends: [CalendarDate]?
    ) throws(InvalidParams) -> [CalendarDate] {
        if let months = weeksOfMonths(pattern) {
            var lengths = (0..<4).flatMap { _ in months }
            lengths[11] += weeks == FiscalWeeks(unchecked: 53) ? 1 : 0
            var next = startsOn
            return lengths.map { weeks in
                next = next.adding(days: weeks * 7)
                return next.adding(days: -1)
            }
        }
        if let ends { return try own(ends, from: startsOn) }
        guard pattern == .months else {
            throw InvalidParams(path: "$.periodEnds", rule: "must be present when the pattern is own")
        }
        guard startsOn.civil.day <= 28 else {
            throw InvalidParams(path: "$.startsOn", rule: "must be a day from 1 to 28 when the pattern is months")
        }
        return (1...12).map { startsOn.adding(months: $0).adding(days: -1) }
    }

    private static func own(
        _ ends: [CalendarDate], from startsOn: CalendarDate
    ) throws(InvalidParams) -> [CalendarDate] {
        var last = startsOn.adding(days: -1)
        for (index, end) in ends.enumerated() {
            guard end > last else {
                throw InvalidParams(
                    path: "$.periodEnds[\(index)]", rule: "must be after the end of the period before it")
            }
            guard end.daysSince1970 - startsOn.daysSince1970 < daysLimit else {
                throw InvalidParams(path: "$.periodEnds[\(index)]", rule: "must be within \(daysLimit) days")
            }
            last = end
        }
        return ends
    }

    private static func spans(from startsOn: CalendarDate, endingOn ends: [CalendarDate]) -> [PeriodSpan] {
        var next = startsOn
        return ends.map { end in
            defer { next = end.adding(days: 1) }
            return PeriodSpan(startsOn: next, endsOn: end)
        }
    }

    /// The weeks of the three months of a quarter.
    private static func weeksOfMonths(_ pattern: FiscalPattern) -> [Int]? {
        switch pattern {
        case .weeks445: [4, 4, 5]
        case .weeks454: [4, 5, 4]
        case .weeks544: [5, 4, 4]
        case .months, .own: nil
        }
    }
}

extension CalendarDate {
    /// The same day so many months later; for days that every month has.
    fileprivate func adding(months: Int) -> CalendarDate {
        (0..<months).reduce(self) { date, _ in
            let (year, month, _) = date.civil
            return date.adding(days: CalendarDate.days(inMonth: month, of: year))
        }
    }
}
