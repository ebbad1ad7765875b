// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Every account with lines, in the functional currency. Debits equal credits, or the answer would be an error.
public struct GetTrialBalance: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.trialBalance"
    public static let summary = "Answers a book's trial balance at the end of an accounting day."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [AmountOverflow.self, BookNotFound.self]

    public let book: BookID
    /// The end of this accounting day; all entries when it is left out.
    public let asOf: CalendarDate?
    /// Only entries of this day and later; from the first entry when it is left out.
    public let from: CalendarDate?

    public init(book: BookID, asOf: CalendarDate? = nil, from: CalendarDate? = nil) {
        self.book = book
        self.asOf = asOf
        self.from = from
    }

    public struct Response: Codable, Sendable, Equatable {
        public let rows: [TrialBalanceRow]
        public let totalDebits: Money
        public let totalCredits: Money
        /// The last feed position that the figures include.
        public let feedPosition: FeedPosition

        public init(rows: [TrialBalanceRow], totalDebits: Money, totalCredits: Money, feedPosition: FeedPosition) {
            self.rows = rows
            self.totalDebits = totalDebits
            self.totalCredits = totalCredits
            self.feedPosition = feedPosition
        }
    }
}

/// One account of a trial balance, in the functional currency.
public struct TrialBalanceRow: Codable, Sendable, Equatable {
    public let account: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    public let debits: Money
    public let credits: Money
    /// Debits minus credits.
    public let balance: Money

    public init(
        account: AccountCode, name: Text<1, 200>, kind: AccountKind, debits: Money, credits: Money, balance: Money
    ) {
        self.account = account
        self.name = name
        self.kind = kind
        self.debits = debits
        self.credits = credits
        self.balance = balance
    }
}
