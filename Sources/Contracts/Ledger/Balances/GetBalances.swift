// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All answered figures are of one instant: that of `feedPosition`.
///
/// `asOf` and `from` ask for accounting days, `recordedAt` for what had been recorded by an instant, whatever its
/// date; both together for what the books, as they were then, said of those days.
public struct GetBalances: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getBalances"
    public static let summary =
        "Answers balances of accounts: now, at the end of a day, over a span of days, or as recorded at an instant."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AmountOverflow.self, BookNotFound.self,
    ]

    public let book: BookID
    /// All accounts when it is left out.
    public let accounts: List<1, 500, AccountCode>?
    /// The end of this accounting day; all entries, whatever their date, when it is left out.
    public let asOf: CalendarDate?
    /// The first day of the turnover; everything before it is the opening balance. From the first entry when left out.
    public let from: CalendarDate?
    /// Only what was recorded up to this instant. What is being recorded in the same moment may still come.
    public let recordedAt: Instant?
    /// Each account's own lines when it is left out.
    public let scope: AccountScope?
    /// Only lines in this currency.
    public let currency: CurrencyCode?
    /// Leaves out, within the span, the entries that close a year.
    public let withoutClosings: Bool?

    public init(
        book: BookID, accounts: List<1, 500, AccountCode>? = nil, asOf: CalendarDate? = nil,
        from: CalendarDate? = nil, recordedAt: Instant? = nil, scope: AccountScope? = nil,
        currency: CurrencyCode? = nil, withoutClosings: Bool? = nil
    ) {
        self.book = book
        self.accounts = accounts
        self.asOf = asOf
        self.from = from
        self.recordedAt = recordedAt
        self.scope = scope
        self.currency = currency
        self.withoutClosings = withoutClosings
    }

    public struct Response: Codable, Sendable, Equatable {
        /// One for each account and currency with lines, in the order of account codes.
        public let balances: [AccountBalance]
        /// The last feed position that the figures include.
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
    public let name: Text<1, 200>
    public let kind: AccountKind
    /// Debits minus credits before the span; zero when the span begins with the first entry.
    public let opening: Money
    /// Within the span.
    public let debits: Money
    /// Within the span.
    public let credits: Money
    /// At the end: opening plus debits minus credits.
    public let balance: Money
    /// The same lines in the book's functional currency.
    public let functional: BalanceFigures
    /// What holds reserve now; only when neither a day nor an instant was asked for.
    public let holds: HeldAmounts?
    /// How many lines the account had, over all currencies, with the last one in this currency. Only when neither a
    /// day nor an instant was asked for, and for accounts that are not rolled up.
    public let version: Version?

    public init(
        account: AccountCode, name: Text<1, 200>, kind: AccountKind, opening: Money, debits: Money, credits: Money,
        balance: Money, functional: BalanceFigures, holds: HeldAmounts?, version: Version?
    ) {
        self.account = account
        self.name = name
        self.kind = kind
        self.opening = opening
        self.debits = debits
        self.credits = credits
        self.balance = balance
        self.functional = functional
        self.holds = holds
        self.version = version
    }
}
