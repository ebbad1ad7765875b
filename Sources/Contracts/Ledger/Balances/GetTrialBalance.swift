// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the functional currency, unless another is asked for. Of a whole book debits equal credits.
public struct GetTrialBalance: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.trialBalance"
    public static let summary =
        "Answers a book's trial balance: now, at the end of a day, over a span of days, or as recorded at an instant."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AmountOverflow.self, BookNotFound.self,
    ]

    public let book: BookID
    /// The end of this accounting day; all entries when it is left out.
    public let asOf: CalendarDate?
    /// Only entries of this day and later; from the first entry when it is left out.
    public let from: CalendarDate?
    /// Only what was recorded up to this instant. What is being recorded in the same moment may still come.
    public let recordedAt: Instant?
    /// Leaves out, within the span, the entries that close a year: its income and expenses as they were before.
    public let withoutClosings: Bool?
    /// Adds what was before `from`: accounts that had a balance then have a row, and all rows opening and closing.
    public let withOpening: Bool?
    /// Only these accounts, as `scope` says; all when it is left out.
    public let accounts: List<1, 500, AccountCode>?
    /// Each account's own lines when it is left out. Totals count each line once, whatever the scope.
    public let scope: AccountScope?
    /// Only lines in this currency, and amounts in it.
    public let currency: CurrencyCode?

    public init(
        book: BookID, asOf: CalendarDate? = nil, from: CalendarDate? = nil, recordedAt: Instant? = nil,
        withoutClosings: Bool? = nil, withOpening: Bool? = nil, accounts: List<1, 500, AccountCode>? = nil,
        scope: AccountScope? = nil, currency: CurrencyCode? = nil
    ) {
        self.book = book
        self.asOf = asOf
        self.from = from
        self.recordedAt = recordedAt
        self.withoutClosings = withoutClosings
        self.withOpening = withOpening
        self.accounts = accounts
        self.scope = scope
        self.currency = currency
    }

    public struct Response: Codable, Sendable, Equatable {
        /// In the order of account codes; only accounts with lines in the span.
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

/// One account of a trial balance.
public struct TrialBalanceRow: Codable, Sendable, Equatable {
    public let account: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    public let debits: Money
    public let credits: Money
    /// Debits minus credits.
    public let balance: Money
    /// Debits minus credits of everything before the span; only when it was asked for.
    public let opening: Money?
    /// Opening plus balance; only when it was asked for.
    public let closing: Money?

    public init(
        account: AccountCode, name: Text<1, 200>, kind: AccountKind, debits: Money, credits: Money, balance: Money,
        opening: Money? = nil, closing: Money? = nil
    ) {
        self.account = account
        self.name = name
        self.kind = kind
        self.debits = debits
        self.credits = credits
        self.balance = balance
        self.opening = opening
        self.closing = closing
    }
}
