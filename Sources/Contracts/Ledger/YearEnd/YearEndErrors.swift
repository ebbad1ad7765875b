// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The year was closed against another account.
public struct FiscalYearClosed: DomainError {
    public static let code = 3069
    public static let reason = "ledger.fiscal_year_closed"
    public let year: FiscalYearCode
    public let retainedEarnings: AccountCode

    public init(year: FiscalYearCode, retainedEarnings: AccountCode) {
        self.year = year
        self.retainedEarnings = retainedEarnings
    }

    public var message: String { "Fiscal year \(year) was closed against account \(retainedEarnings)." }
}

/// Only a closed year can be reopened.
public struct FiscalYearNotClosed: DomainError {
    public static let code = 3070
    public static let reason = "ledger.fiscal_year_not_closed"
    public let year: FiscalYearCode

    public init(year: FiscalYearCode) {
        self.year = year
    }

    public var message: String { "Fiscal year \(year) is open." }
}

/// What a year or a book is balanced against is an open equity account that takes lines in each currency.
public struct EquityAccountUnfit: DomainError {
    public static let code = 3071
    public static let reason = "ledger.equity_account_unfit"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) is no open equity account that takes lines." }
}

/// Entries that close a year, or undo that, are not reversed one by one: the year is reopened.
public struct EntryClosesYear: DomainError {
    public static let code = 3072
    public static let reason = "ledger.entry_closes_year"
    public init() {}
    public var message: String { "The entry belongs to the close of a fiscal year; reopen the year instead." }
}
