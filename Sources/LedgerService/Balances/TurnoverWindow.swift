// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A span of days as the whole months inside it, which are read as one row each, and the days before and after them.
struct TurnoverWindow: Sendable, Equatable {
    let first: CalendarDate
    let last: CalendarDate
    /// The first day of the first whole month.
    let firstMonth: CalendarDate
    /// The day after the last whole month; not before `firstMonth`.
    let endMonth: CalendarDate

    /// From the first entry to the end of `last` when `first` is nil.
    init(from first: CalendarDate?, to last: CalendarDate) {
        let first = first ?? CalendarDate.earliest
        self.first = first
        self.last = last
        firstMonth = first == first.firstOfMonth ? first : first.firstOfNextMonth
        let end = last.adding(days: 1)
        endMonth = max(firstMonth, end == end.firstOfMonth ? end : last.firstOfMonth)
    }
}

extension CalendarDate {
    static let earliest = CalendarDate(daysSince1970: -719_162)
    /// 9999-12-30: the day after it still is a date.
    static let latest = CalendarDate(daysSince1970: 2_932_895)

    var firstOfNextMonth: CalendarDate {
        let (year, month, _) = civil
        return firstOfMonth.adding(days: CalendarDate.days(inMonth: month, of: year))
    }
}
