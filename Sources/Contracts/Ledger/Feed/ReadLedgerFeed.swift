// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Facts of one book in the order in which they were committed. Positions are dense from 1, so that a reader that
/// remembers the last one misses and repeats nothing.
public struct ReadLedgerFeed: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.readFeed"
    public static let summary = "Answers the changes of a book after a feed position, waiting for the next on request."
    public static let access = Access.permissionOrServices(.readLedgerFeed, [.reporting])
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let after: FeedPosition
    public let limit: PageLimit?
    public let waitMs: WaitMilliseconds?
    /// Only for a service, which has no organisation of its own.
    public let organisation: OrganisationID?

    public init(
        book: BookID, after: FeedPosition, limit: PageLimit? = nil, waitMs: WaitMilliseconds? = nil,
        organisation: OrganisationID? = nil
    ) {
        self.book = book
        self.after = after
        self.limit = limit
        self.waitMs = waitMs
        self.organisation = organisation
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [LedgerChange]
        /// The book's last position when the answer was made.
        public let head: FeedPosition

        public init(items: [LedgerChange], head: FeedPosition) {
            self.items = items
            self.head = head
        }
    }
}

/// One fact of a book. The member named by `kind` is there; for `fiscal_year_removed` it is `fiscalYear`.
///
/// Lines of an entry name accounts by the codes of the moment of reading, which may be other ones than the reader has
/// heard of so far: `lineAccounts` names them for good.
public struct LedgerChange: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        case book
        case account
        case entry
        case hold
        /// Made, closed or reopened.
        case fiscalYear = "fiscal_year"
        case fiscalYearRemoved = "fiscal_year_removed"
        /// Made, locked or unlocked.
        case period
        case dimension
        case dimensionValue = "dimension_value"
        /// Set, or withdrawn when the rate has an end. A correction tells the rate that is in use now.
        case rate
        /// Made, changed, activated or retired.
        case budget
        case budgetLines = "budget_lines"
    }

    public let position: FeedPosition
    public let kind: Kind
    public let book: Book?
    public let account: Account?
    public let entry: Entry?
    /// The accounts of the entry's lines, in their order, by the identity that stays when an account is renumbered.
    public let lineAccounts: [AccountID]?
    public let hold: Hold?
    public let fiscalYear: FiscalYear?
    public let period: FiscalPeriod?
    public let dimension: DeclaredDimension?
    public let dimensionValue: DimensionValue?
    public let rate: Rate?
    public let budget: Budget?
    public let budgetLines: BudgetLineChange?

    public init(
        position: FeedPosition, kind: Kind, book: Book? = nil, account: Account? = nil, entry: Entry? = nil,
        lineAccounts: [AccountID]? = nil, hold: Hold? = nil, fiscalYear: FiscalYear? = nil,
        period: FiscalPeriod? = nil, dimension: DeclaredDimension? = nil, dimensionValue: DimensionValue? = nil,
        rate: Rate? = nil, budget: Budget? = nil, budgetLines: BudgetLineChange? = nil
    ) {
        self.position = position
        self.kind = kind
        self.book = book
        self.account = account
        self.entry = entry
        self.lineAccounts = lineAccounts
        self.hold = hold
        self.fiscalYear = fiscalYear
        self.period = period
        self.dimension = dimension
        self.dimensionValue = dimensionValue
        self.rate = rate
        self.budget = budget
        self.budgetLines = budgetLines
    }
}
