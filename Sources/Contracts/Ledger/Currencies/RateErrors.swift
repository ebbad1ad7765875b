// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// No rate of the type leads from one currency to the other on the day.
public struct RateNotFound: DomainError {
    public static let code = 3080
    public static let reason = "ledger.rate_not_found"
    public let from: CurrencyCode
    public let to: CurrencyCode
    public let on: CalendarDate
    public let type: RateType

    public init(from: CurrencyCode, to: CurrencyCode, on: CalendarDate, type: RateType) {
        self.from = from
        self.to = to
        self.on = on
        self.type = type
    }

    public var message: String { "There is no \(type) rate from \(from) to \(to) on \(on)." }
}

/// Only assets and liabilities are revalued.
public struct AccountNotRevaluable: DomainError {
    public static let code = 3081
    public static let reason = "ledger.account_not_revaluable"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) is neither an asset nor a liability, and is not revalued." }
}

/// More balances than one revaluation takes.
public struct TooManyBalances: DomainError {
    public static let code = 3082
    public static let reason = "ledger.too_many_balances"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "More than \(limit) balances are to be revalued: name accounts, in parts." }
}
