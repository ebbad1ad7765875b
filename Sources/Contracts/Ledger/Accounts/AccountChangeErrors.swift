// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The account has lines or holds, so it cannot become a heading or an account of another kind.
public struct AccountInUse: DomainError {
    public static let code = 3030
    public static let reason = "ledger.account_in_use"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) has lines or holds." }
}

/// There are accounts below the account, which must be a heading of their kind.
public struct AccountHasChildren: DomainError {
    public static let code = 3031
    public static let reason = "ledger.account_has_children"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "There are accounts below account \(account): it must be a heading of their kind." }
}

/// The account would be above itself in the tree.
public struct AccountCircular: DomainError {
    public static let code = 3032
    public static let reason = "ledger.account_circular"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) would be above itself." }
}

/// The account's balance, less what is held, is below the floor that it would get.
public struct AccountBelowFloor: DomainError {
    public static let code = 3033
    public static let reason = "ledger.account_below_floor"
    public let account: AccountCode
    /// On the normal side.
    public let available: Money
    public let floor: Money

    public init(account: AccountCode, available: Money, floor: Money) {
        self.account = account
        self.available = available
        self.floor = floor
    }

    public var message: String { "Account \(account) has only \(available), which is less than \(floor)." }
}

/// The account has lines or holds in another currency than the only one that it would take.
public struct AccountCurrencyInUse: DomainError {
    public static let code = 3034
    public static let reason = "ledger.account_currency_in_use"
    public let account: AccountCode
    /// The first of the others, in the order of codes.
    public let currency: CurrencyCode

    public init(account: AccountCode, currency: CurrencyCode) {
        self.account = account
        self.currency = currency
    }

    public var message: String { "Account \(account) has lines or holds in \(currency)." }
}

/// The account has lines on a day on which it would not be open.
public struct AccountDaysInUse: DomainError {
    public static let code = 3035
    public static let reason = "ledger.account_days_in_use"
    public let account: AccountCode
    /// The account's first such day, or its last.
    public let day: CalendarDate

    public init(account: AccountCode, day: CalendarDate) {
        self.account = account
        self.day = day
    }

    public var message: String { "Account \(account) has lines on \(day), when it would not be open." }
}

/// A floor is an amount in the only currency of its account.
public struct FloorUnfit: DomainError {
    public static let code = 3036
    public static let reason = "ledger.floor_unfit"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "A floor of account \(account) must be in the only currency that the account takes." }
}

/// The account would open after it closes.
public struct AccountDaysUnfit: DomainError {
    public static let code = 3037
    public static let reason = "ledger.account_days_unfit"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) would open after it closes." }
}

/// A heading takes no lines, so it has nothing that limits lines.
public struct HeadingUnfit: DomainError {
    public static let code = 3038
    public static let reason = "ledger.heading_unfit"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String {
        "Heading \(account) takes no lines: it has no currency, floor, required dimensions or days."
    }
}
