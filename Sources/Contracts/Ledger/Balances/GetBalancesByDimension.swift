// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Sums lines, not stored totals: the time grows with the lines of the accounts that are named. Rows of one page, and
/// `total`, are of one instant.
public struct GetBalancesByDimension: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getBalancesByDimension"
    public static let summary = "Breaks balances down by client, cost centre, project or product."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AmountOverflow.self, BookNotFound.self,
    ]

    public let book: BookID
    public let dimension: Dimension
    /// All accounts when it is left out.
    public let accounts: List<1, 500, AccountCode>?
    /// Whether lines of the accounts below these count too.
    public let includesBelow: Bool?
    /// Whether a value has a row for each account; else one for all of them together.
    public let byAccount: Bool?
    /// Only lines with these values.
    public let filter: DimensionFilter?
    /// The end of this accounting day; all entries when it is left out.
    public let asOf: CalendarDate?
    /// The first day of the turnover; everything before it is the opening balance.
    public let from: CalendarDate?
    /// Only what was recorded up to this instant.
    public let recordedAt: Instant?
    /// Only lines in this currency, and amounts in it; all lines, in the functional currency, when it is left out.
    public let currency: CurrencyCode?
    /// Leaves out, within the span, the entries that close a year.
    public let withoutClosings: Bool?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(
        book: BookID, dimension: Dimension, accounts: List<1, 500, AccountCode>? = nil,
        includesBelow: Bool? = nil, byAccount: Bool? = nil, filter: DimensionFilter? = nil, asOf: CalendarDate? = nil,
        from: CalendarDate? = nil,
        recordedAt: Instant? = nil, currency: CurrencyCode? = nil, withoutClosings: Bool? = nil,
        limit: PageLimit? = nil, cursor: PageCursor? = nil
    ) {
        self.book = book
        self.dimension = dimension
        self.accounts = accounts
        self.includesBelow = includesBelow
        self.byAccount = byAccount
        self.filter = filter
        self.asOf = asOf
        self.from = from
        self.recordedAt = recordedAt
        self.currency = currency
        self.withoutClosings = withoutClosings
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// In the order of the values, then of account codes; lines without a value come first.
        public let items: [DimensionBalance]
        public let next: PageCursor?
        /// Of all rows, of this page and all others.
        public let total: BalanceFigures
        /// The last feed position that the figures include.
        public let feedPosition: FeedPosition

        public init(
            items: [DimensionBalance], next: PageCursor?, total: BalanceFigures, feedPosition: FeedPosition
        ) {
            self.items = items
            self.next = next
            self.total = total
            self.feedPosition = feedPosition
        }
    }
}

public struct DimensionBalance: Codable, Sendable, Equatable {
    /// A client's identity or a code; nil for lines that have no value.
    public let value: Text<1, 64>?
    /// The value's name, where the book keeps one.
    public let name: Text<1, 200>?
    /// Only when rows were asked for by account.
    public let account: AccountCode?
    public let figures: BalanceFigures

    public init(value: Text<1, 64>?, name: Text<1, 200>?, account: AccountCode?, figures: BalanceFigures) {
        self.value = value
        self.name = name
        self.account = account
        self.figures = figures
    }
}
