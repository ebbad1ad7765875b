// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// When a recurring entry falls due: every so many days, weeks, months, quarters or years.
///
/// Days are counted from where the recurrence starts, not from the last one: what falls on the 31st comes back to it
/// after a short month.
public struct Recurrence: Codable, Sendable, Equatable {
    public let every: RecurrenceInterval
    public let unit: RecurrenceUnit
    /// Nothing falls due before this day.
    public let startsOn: CalendarDate
    /// With months, quarters and years: the day of the month, that of `startsOn` when it is left out. The first is the
    /// first such day that is not before `startsOn`.
    public let dayOfMonth: DayOfMonth?
    /// What becomes of the day in a month that is too short for it; `last_day` when it is left out.
    public let shortMonths: ShortMonthRule?
    /// Nothing falls due after this day.
    public let endsOn: CalendarDate?
    /// How many fall due at most.
    public let count: OccurrenceCount?

    public init(
        every: RecurrenceInterval, unit: RecurrenceUnit, startsOn: CalendarDate, dayOfMonth: DayOfMonth? = nil,
        shortMonths: ShortMonthRule? = nil, endsOn: CalendarDate? = nil, count: OccurrenceCount? = nil
    ) {
        self.every = every
        self.unit = unit
        self.startsOn = startsOn
        self.dayOfMonth = dayOfMonth
        self.shortMonths = shortMonths
        self.endsOn = endsOn
        self.count = count
    }
}

public enum RecurrenceUnit: String, TextEnumeration {
    case day
    case week
    case month
    /// Three months.
    case quarter
    case year
}

/// What becomes of a day, such as the 31st, in a month that has none.
public enum ShortMonthRule: String, TextEnumeration {
    /// The month's last day takes its place.
    case lastDay = "last_day"
    /// The first day of the month after takes its place.
    case firstOfNext = "first_of_next"
    /// The month is left out.
    case skip
}

/// From one occurrence to the next, in the recurrence's unit.
public struct RecurrenceInterval: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...1000
    public static let meaning = "From one occurrence to the next, in the recurrence's unit."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A day of the month, from 1.
public struct DayOfMonth: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...31
    public static let meaning =
        "A day of the month; 31 is the last of every month, unless `shortMonths` says otherwise."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How many times something falls due.
public struct OccurrenceCount: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...100_000
    public static let meaning = "How many times something falls due."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
