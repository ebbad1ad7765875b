// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of accounting dates, and of entries within a day. Figures and lines of one page are of one instant; an
/// entry that is dated before a page that was read already is not shown, and moves the balances of the next one.
public struct GetAccountStatement: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getAccountStatement"
    public static let summary = "Answers an account's opening balance, lines with running balance, and closing balance."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AmountOverflow.self, BookNotFound.self,
    ]

    public let book: BookID
    public let account: AccountCode
    public let from: CalendarDate?
    /// Inclusive.
    public let to: CalendarDate?
    /// Only lines in this currency, and balances in it. When it is left out, that of the account if it has one; else
    /// all lines, and balances in the functional currency.
    public let currency: CurrencyCode?
    /// Whether lines of the accounts below it are shown too.
    public let includesBelow: Bool?
    /// Only lines with these values, such as one client's.
    public let filter: DimensionFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(
        book: BookID, account: AccountCode, from: CalendarDate? = nil, to: CalendarDate? = nil,
        currency: CurrencyCode? = nil, includesBelow: Bool? = nil, filter: DimensionFilter? = nil,
        limit: PageLimit? = nil, cursor: PageCursor? = nil
    ) {
        self.book = book
        self.account = account
        self.from = from
        self.to = to
        self.currency = currency
        self.includesBelow = includesBelow
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Of the whole span, on each page.
        public let figures: BalanceFigures
        public let items: [StatementLine]
        public let next: PageCursor?
        /// The last feed position that the figures include.
        public let feedPosition: FeedPosition

        public init(
            figures: BalanceFigures, items: [StatementLine], next: PageCursor?, feedPosition: FeedPosition
        ) {
            self.figures = figures
            self.items = items
            self.next = next
            self.feedPosition = feedPosition
        }
    }
}

/// One line of an account, with what its entry says.
public struct StatementLine: Codable, Sendable, Equatable {
    public let entry: EntryID
    public let number: EntryNumber
    public let postedOn: CalendarDate
    public let recordedAt: Instant
    public let kind: EntryKind
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?
    public let line: EntryLine
    /// After the line, in the statement's currency: debits minus credits.
    public let balance: Money

    public init(
        entry: EntryID, number: EntryNumber, postedOn: CalendarDate, recordedAt: Instant, kind: EntryKind,
        description: Text<0, 500>?, documentReference: Text<1, 100>?, line: EntryLine, balance: Money
    ) {
        self.entry = entry
        self.number = number
        self.postedOn = postedOn
        self.recordedAt = recordedAt
        self.kind = kind
        self.description = description
        self.documentReference = documentReference
        self.line = line
        self.balance = balance
    }
}
