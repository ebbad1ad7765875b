// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The book has no fiscal year of this code.
public struct FiscalYearNotFound: DomainError {
    public static let code = 3062
    public static let reason = "ledger.fiscal_year_not_found"
    public let year: FiscalYearCode

    public init(year: FiscalYearCode) {
        self.year = year
    }

    public var message: String { "The book has no fiscal year \(year)." }
}

/// Another fiscal year of the book has the code.
public struct FiscalYearCodeTaken: DomainError {
    public static let code = 3064
    public static let reason = "ledger.fiscal_year_code_taken"
    public init() {}
    public var message: String { "Another fiscal year of the book has this code." }
}

/// A new year begins on the day after the book's last one, or ends on the day before its first one.
public struct FiscalYearNotContiguous: DomainError {
    public static let code = 3065
    public static let reason = "ledger.fiscal_year_not_contiguous"
    /// The first and the last day of the book's fiscal years.
    public let firstDay: CalendarDate
    public let lastDay: CalendarDate

    public init(firstDay: CalendarDate, lastDay: CalendarDate) {
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    public var message: String {
        "The year must begin on the day after \(lastDay) or end on the day before \(firstDay)."
    }
}

/// Years are closed in their order.
public struct EarlierYearOpen: DomainError {
    public static let code = 3067
    public static let reason = "ledger.earlier_year_open"
    /// The first year that is open.
    public let year: FiscalYearCode

    public init(year: FiscalYearCode) {
        self.year = year
    }

    public var message: String { "Fiscal year \(year) is before it and still open." }
}

/// Years are reopened in the opposite of their order, and none is put before a closed one.
public struct LaterYearClosed: DomainError {
    public static let code = 3068
    public static let reason = "ledger.later_year_closed"
    /// The last year that is closed.
    public let year: FiscalYearCode

    public init(year: FiscalYearCode) {
        self.year = year
    }

    public var message: String { "Fiscal year \(year) is after it and closed." }
}

/// Only the first or the last year can be removed, while it is open and has no locks.
public struct FiscalYearInUse: DomainError {
    public static let code = 3073
    public static let reason = "ledger.fiscal_year_in_use"
    public let year: FiscalYearCode

    public init(year: FiscalYearCode) {
        self.year = year
    }

    public var message: String { "Fiscal year \(year) is between others, is closed, or has locks." }
}
