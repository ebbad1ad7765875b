// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A span of days as the whole months inside it, which are read as one row each, and the days before and after them.
struct ReportedDays: Sendable, Equatable {
    let first: CalendarDate
    let last: CalendarDate
    /// The first day of the first whole month.
    let firstMonth: CalendarDate
    /// The day after the last whole month; not before `firstMonth`.
    let endMonth: CalendarDate

    /// Both days are included; nil is without an end.
    init(from first: CalendarDate?, to last: CalendarDate?) {
        let first = first ?? .earliest
        let last = last ?? .latest
        self.first = first
        self.last = last
        firstMonth = first == first.firstOfMonth ? first : first.firstOfNextMonth
        let end = last.adding(days: 1)
        endMonth = max(firstMonth, end == end.firstOfMonth ? end : last.firstOfMonth)
    }

    /// The rows of `turnover` or `revenue` that make up the span, without those of entries that close a year.
    var clause: SQL { clause(month: "m", day: "d") }

    /// The rows of `turnover` that entries which close a year make in the span.
    var closingClause: SQL { clause(month: "M", day: "D") }

    private func clause(month: String, day: String) -> SQL {
        """
        (span = \(month)::"char" and starts_on >= \(firstMonth) and starts_on < \(endMonth)
            or span = \(day)::"char" and starts_on between \(first) and \(last)
                and (starts_on < \(firstMonth) or starts_on >= \(endMonth)))
        """
    }
}

extension CalendarDate {
    fileprivate static let earliest = CalendarDate(daysSince1970: -719_162)
    /// 9999-12-31. The day after it is no date of ours, but one of PostgreSQL's.
    fileprivate static let latest = CalendarDate(daysSince1970: 2_932_896)

    var firstOfMonth: CalendarDate {
        adding(days: 1 - civil.day)
    }

    var firstOfNextMonth: CalendarDate {
        let (year, month, _) = civil
        return firstOfMonth.adding(days: CalendarDate.days(inMonth: month, of: year))
    }
}
