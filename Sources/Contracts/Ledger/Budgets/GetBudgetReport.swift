// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The lines of a budget with what was turned over, in the order of account codes and months. Amounts are on the side
/// on which the account grows, and leave out the entries that close a year. All of a page is of one instant: that of
/// `feedPosition`.
public struct GetBudgetReport: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getBudgetReport"
    public static let summary = "Compares a budget with what was turned over, by account, month and dimension."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AmountOverflow.self, BookNotFound.self, BudgetNotFound.self,
    ]

    public let book: BookID
    public let budget: BudgetCode
    public let filter: BudgetLineFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(
        book: BookID, budget: BudgetCode, filter: BudgetLineFilter? = nil, limit: PageLimit? = nil,
        cursor: PageCursor? = nil
    ) {
        self.book = book
        self.budget = budget
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        public let budget: Budget
        public let rows: [BudgetReportRow]
        public let feedPosition: FeedPosition
        public let next: PageCursor?

        public init(budget: Budget, rows: [BudgetReportRow], feedPosition: FeedPosition, next: PageCursor?) {
            self.budget = budget
            self.rows = rows
            self.feedPosition = feedPosition
            self.next = next
        }
    }
}

/// What lines of a budget must have; parts that are left out match all.
public struct BudgetLineFilter: Codable, Sendable, Equatable {
    public let account: AccountCode?
    /// Lines whose months begin in this month or later.
    public let from: CalendarMonth?
    /// Lines whose months end in this month or before.
    public let to: CalendarMonth?
    /// Lines for a value of this dimension.
    public let dimension: Dimension?

    public init(
        account: AccountCode? = nil, from: CalendarMonth? = nil, to: CalendarMonth? = nil, dimension: Dimension? = nil
    ) {
        self.account = account
        self.from = from
        self.to = to
        self.dimension = dimension
    }
}

public struct BudgetReportRow: Codable, Sendable, Equatable {
    public let line: BudgetLine
    public let accountName: Text<1, 200>
    public let kind: AccountKind
    public let actual: Money
    /// Budget less actual: below zero, an expense went beyond its budget, and an income brought more than it had to.
    public let variance: Money

    public init(line: BudgetLine, accountName: Text<1, 200>, kind: AccountKind, actual: Money, variance: Money) {
        self.line = line
        self.accountName = accountName
        self.kind = kind
        self.actual = actual
        self.variance = variance
    }
}
