// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All answered balances are of one instant: that of `feedPosition`.
public struct GetBalances: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getBalances"
    public static let summary = "Answers the balances of accounts, now or at the end of an accounting day."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [AccountNotFound.self, BookNotFound.self]

    public let book: BookID
    public let accounts: List<1, 500, AccountCode>
    /// The end of this accounting day; now when it is left out, with all entries whatever their date.
    public let asOf: CalendarDate?

    public init(book: BookID, accounts: List<1, 500, AccountCode>, asOf: CalendarDate? = nil) {
        self.book = book
        self.accounts = accounts
        self.asOf = asOf
    }

    public struct Response: Codable, Sendable, Equatable {
        /// One for each account and currency with lines, in the order of account codes.
        public let balances: [AccountBalance]
        public let feedPosition: FeedPosition

        public init(balances: [AccountBalance], feedPosition: FeedPosition) {
            self.balances = balances
            self.feedPosition = feedPosition
        }
    }
}

/// What is written on the two sides of an account in one currency.
public struct AccountBalance: Codable, Sendable, Equatable {
    public let account: AccountCode
    public let debits: Money
    public let credits: Money
    /// Debits minus credits.
    public let balance: Money

    public init(account: AccountCode, debits: Money, credits: Money, balance: Money) {
        self.account = account
        self.debits = debits
        self.credits = credits
        self.balance = balance
    }
}
