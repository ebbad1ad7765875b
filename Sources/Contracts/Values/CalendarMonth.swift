// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A month of the proleptic Gregorian calendar, written `YYYY-MM`, from 0001-01 to 9999-12.
public struct CalendarMonth: TextValue, Comparable {
    public let firstDay: CalendarDate

    /// The month that the day is in.
    public init(of day: CalendarDate) {
        firstDay = day.adding(days: 1 - day.civil.day)
    }

    public init(validating text: String) throws(ContractViolation) {
        guard text.utf8.count == 7, let first = CalendarDate(text + "-01") else {
            throw ContractViolation("must be a month, YYYY-MM")
        }
        firstDay = first
    }

    public var text: String { String(firstDay.text.dropLast(3)) }

    public static var schema: Schema {
        .text(length: 7...7, pattern: "^[0-9]{4}-[0-9]{2}$", description: "A month, YYYY-MM.")
    }

    public static var example: CalendarMonth { CalendarMonth(of: .example) }
    public static func < (left: CalendarMonth, right: CalendarMonth) -> Bool { left.firstDay < right.firstDay }
}
