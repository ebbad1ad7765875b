// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension CalendarDate {
    /// The same day of the month so many months later, or the month's last day where it has no such day. Nil after the
    /// last day of the calendar.
    func adding(months: Int) -> CalendarDate? {
        let (year, month, day) = civil
        let sum = year * 12 + (month - 1) + months
        let (laterYear, laterMonth) = (sum / 12, sum % 12 + 1)
        guard (1...9999).contains(laterYear) else { return nil }
        return CalendarDate(
            year: laterYear, month: laterMonth,
            day: min(day, CalendarDate.days(inMonth: laterMonth, of: laterYear)))
    }
}

extension Instant {
    /// The day in UTC.
    var day: CalendarDate { CalendarDate(of: self) }
}
