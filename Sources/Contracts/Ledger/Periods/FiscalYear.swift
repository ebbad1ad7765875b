// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A year of a book's fiscal calendar. The years of a book follow one another without gap or overlap.
public struct FiscalYear: Codable, Sendable, Equatable {
    /// Unique in the book.
    public let code: FiscalYearCode
    public let name: Text<1, 200>?
    public let startsOn: CalendarDate
    /// Inclusive.
    public let endsOn: CalendarDate
    public let pattern: FiscalPattern
    public let periodCount: Count
    /// The close that stands; absent while the year is open.
    public let close: YearClose?

    public init(
        code: FiscalYearCode, name: Text<1, 200>?, startsOn: CalendarDate, endsOn: CalendarDate,
        pattern: FiscalPattern, periodCount: Count, close: YearClose?
    ) {
        self.code = code
        self.name = name
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.pattern = pattern
        self.periodCount = periodCount
        self.close = close
    }
}

/// How a year was closed.
public struct YearClose: Codable, Sendable, Equatable {
    public let closedAt: Instant
    /// Who closed it, as in `recordedBy` of entries.
    public let closedBy: Text<1, 100>
    /// The equity account that took the year's income and expenses.
    public let retainedEarnings: AccountCode
    /// What was carried to it, in the functional currency: income less expenses, negative for a loss.
    public let profit: Money
    /// The closing entries have the numbers from here to `lastEntry`; absent when there was nothing to close.
    public let firstEntry: EntryNumber?
    public let lastEntry: EntryNumber?

    public init(
        closedAt: Instant, closedBy: Text<1, 100>, retainedEarnings: AccountCode, profit: Money,
        firstEntry: EntryNumber?, lastEntry: EntryNumber?
    ) {
        self.closedAt = closedAt
        self.closedBy = closedBy
        self.retainedEarnings = retainedEarnings
        self.profit = profit
        self.firstEntry = firstEntry
        self.lastEntry = lastEntry
    }
}

/// How a year is divided into periods.
public enum FiscalPattern: String, TextEnumeration {
    /// Twelve months, each beginning on the day of the month on which the year begins.
    case months
    /// Quarters of 4, 4 and 5 weeks.
    case weeks445 = "weeks_4_4_5"
    /// Quarters of 4, 5 and 4 weeks.
    case weeks454 = "weeks_4_5_4"
    /// Quarters of 5, 4 and 4 weeks.
    case weeks544 = "weeks_5_4_4"
    /// Periods that end on given days.
    case own
}

/// The weeks of a year that is divided into weeks; the 53rd belongs to the last period.
public struct FiscalWeeks: WholeNumber {
    public static let range: ClosedRange<Int64> = 52...53
    public static let meaning = "The weeks of a year: the 53rd belongs to its last period."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A fiscal year's short name: 1 to 16 of `A-Z a-z 0-9 . _ -`.
public struct FiscalYearCode: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...16, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 16 letters, digits, dots, underscores or hyphens")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...16, pattern: "^[A-Za-z0-9._-]+$", description: "A fiscal year's short name.")
    }

    public static var example: FiscalYearCode { FiscalYearCode(unchecked: "2026") }
    private init(unchecked text: String) { self.text = text }
}
