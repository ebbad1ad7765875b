// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The book's chart has no account of this code.
public struct AccountNotFound: DomainError {
    public static let code = 3010
    public static let reason = "ledger.account_not_found"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "The book has no account \(account)." }
}

/// The account takes no lines any more.
public struct AccountClosed: DomainError {
    public static let code = 3011
    public static let reason = "ledger.account_closed"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) is closed." }
}

/// The account is a heading, which groups accounts and takes no lines.
public struct AccountIsHeading: DomainError {
    public static let code = 3012
    public static let reason = "ledger.account_is_heading"
    public let account: AccountCode

    public init(account: AccountCode) {
        self.account = account
    }

    public var message: String { "Account \(account) is a heading and takes no lines." }
}

/// The account takes lines of another currency only.
public struct AccountCurrencyMismatch: DomainError {
    public static let code = 3013
    public static let reason = "ledger.account_currency_mismatch"
    public let account: AccountCode
    public let accountCurrency: CurrencyCode

    public init(account: AccountCode, accountCurrency: CurrencyCode) {
        self.account = account
        self.accountCurrency = accountCurrency
    }

    public var message: String { "Account \(account) takes lines in \(accountCurrency) only." }
}

/// Another account of the book has the code.
public struct AccountCodeTaken: DomainError {
    public static let code = 3014
    public static let reason = "ledger.account_code_taken"
    public init() {}
    public var message: String { "Another account of the book has this code." }
}

/// A parent is a heading of the same kind.
public struct ParentUnfit: DomainError {
    public static let code = 3015
    public static let reason = "ledger.parent_unfit"
    public init() {}
    public var message: String { "A parent must be a heading of the same kind." }
}
