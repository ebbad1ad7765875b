// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The period of the accounting date is locked for the caller.
public struct PeriodLocked: DomainError {
    public static let code = 3060
    public static let reason = "ledger.period_locked"
    public let period: PeriodCode
    public let level: LockLevel
    /// The module that wanted to post.
    public let module: EntryModule

    public init(period: PeriodCode, level: LockLevel, module: EntryModule) {
        self.period = period
        self.level = level
        self.module = module
    }

    public var message: String {
        level == .hard ? "Period \(period) is locked." : "Period \(period) is locked for \(module.rawValue)."
    }
}

/// The book has a fiscal calendar, and the accounting date is outside of it.
public struct PeriodMissing: DomainError {
    public static let code = 3061
    public static let reason = "ledger.period_missing"
    /// The first and the last day of the book's fiscal years.
    public let firstDay: CalendarDate
    public let lastDay: CalendarDate

    public init(firstDay: CalendarDate, lastDay: CalendarDate) {
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    public var message: String { "The book's fiscal years are from \(firstDay) to \(lastDay)." }
}

/// The book has no period of this code.
public struct PeriodNotFound: DomainError {
    public static let code = 3063
    public static let reason = "ledger.period_not_found"
    public let period: PeriodCode

    public init(period: PeriodCode) {
        self.period = period
    }

    public var message: String { "The book has no period \(period)." }
}

/// A hard lock stays: it becomes neither soft nor open.
public struct PeriodLockedForGood: DomainError {
    public static let code = 3066
    public static let reason = "ledger.period_locked_for_good"
    public let period: PeriodCode

    public init(period: PeriodCode) {
        self.period = period
    }

    public var message: String { "Period \(period) has a hard lock, or belongs to a closed year." }
}
