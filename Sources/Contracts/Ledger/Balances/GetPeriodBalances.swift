// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Columns side by side, as a comparison of months is read. All figures are of one instant.
public struct GetPeriodBalances: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getPeriodBalances"
    public static let summary = "Answers accounts' turnover and balances period by period: days, weeks, months or own."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AmountOverflow.self, BookNotFound.self,
    ]

    public let book: BookID
    /// The first day of the first column.
    public let from: CalendarDate
    /// The last day of the last column.
    public let to: CalendarDate
    /// How long a column is; a month when it and `starts` are left out. The first and the last column may be shorter.
    public let by: PeriodStep?
    /// The first days of the columns after the first, ascending: for periods that are no calendar's.
    public let starts: List<1, 59, CalendarDate>?
    /// All accounts when it is left out.
    public let accounts: List<1, 500, AccountCode>?
    /// Each account's own lines when it is left out.
    public let scope: AccountScope?
    /// Only lines in this currency, and amounts in it; all lines, in the functional currency, when it is left out.
    public let currency: CurrencyCode?
    /// Only what was recorded up to this instant.
    public let recordedAt: Instant?
    /// Leaves out, within the columns, the entries that close a year.
    public let withoutClosings: Bool?

    public init(
        book: BookID, from: CalendarDate, to: CalendarDate, by: PeriodStep? = nil,
        starts: List<1, 59, CalendarDate>? = nil, accounts: List<1, 500, AccountCode>? = nil,
        scope: AccountScope? = nil, currency: CurrencyCode? = nil, recordedAt: Instant? = nil,
        withoutClosings: Bool? = nil
    ) {
        self.book = book
        self.from = from
        self.to = to
        self.by = by
        self.starts = starts
        self.accounts = accounts
        self.scope = scope
        self.currency = currency
        self.recordedAt = recordedAt
        self.withoutClosings = withoutClosings
    }

    public struct Response: Codable, Sendable, Equatable {
        /// At most 60.
        public let columns: [PeriodColumn]
        /// In the order of account codes; accounts without a balance or a line are absent.
        public let rows: [PeriodBalanceRow]
        public let feedPosition: FeedPosition

        public init(columns: [PeriodColumn], rows: [PeriodBalanceRow], feedPosition: FeedPosition) {
            self.columns = columns
            self.rows = rows
            self.feedPosition = feedPosition
        }
    }
}

/// How long the columns of a comparison are. Weeks begin on Monday, quarters in January, April, July and October.
public enum PeriodStep: String, TextEnumeration {
    case day
    case week
    case month
    case quarter
    case year
}

public struct PeriodColumn: Codable, Sendable, Equatable {
    public let from: CalendarDate
    /// Inclusive.
    public let to: CalendarDate

    public init(from: CalendarDate, to: CalendarDate) {
        self.from = from
        self.to = to
    }
}

public struct PeriodBalanceRow: Codable, Sendable, Equatable {
    public let account: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    /// Before the first column.
    public let opening: Money
    /// One for each column, in their order.
    public let periods: [PeriodFigures]

    public init(
        account: AccountCode, name: Text<1, 200>, kind: AccountKind, opening: Money, periods: [PeriodFigures]
    ) {
        self.account = account
        self.name = name
        self.kind = kind
        self.opening = opening
        self.periods = periods
    }
}

public struct PeriodFigures: Codable, Sendable, Equatable {
    public let debits: Money
    public let credits: Money
    /// At the end of the column.
    public let closing: Money

    public init(debits: Money, credits: Money, closing: Money) {
        self.debits = debits
        self.credits = credits
        self.closing = closing
    }
}
