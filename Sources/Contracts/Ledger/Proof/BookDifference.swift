// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One thing that is not as the lines say, with what tells where. Texts, since what was corrupted may be anything.
public struct BookDifference: Codable, Sendable, Equatable {
    public let kind: DifferenceKind
    public let entry: EntryNumber?
    /// With `entry`, the last of several that are concerned.
    public let lastEntry: EntryNumber?
    /// The line's place in its entry, from 1.
    public let line: Count?
    public let account: AccountCode?
    public let currency: Text<0, 100>?
    /// The first day of a month, for sums by month.
    public let day: CalendarDate?
    public let position: FeedPosition?
    /// What of it, such as `debits`.
    public let field: Text<0, 100>?
    /// Derived; amounts in minor units.
    public let expected: Text<0, 500>?
    /// Stored.
    public let found: Text<0, 500>?

    public init(
        kind: DifferenceKind, entry: EntryNumber? = nil, lastEntry: EntryNumber? = nil, line: Count? = nil,
        account: AccountCode? = nil, currency: Text<0, 100>? = nil, day: CalendarDate? = nil,
        position: FeedPosition? = nil, field: Text<0, 100>? = nil, expected: Text<0, 500>? = nil,
        found: Text<0, 500>? = nil
    ) {
        self.kind = kind
        self.entry = entry
        self.lastEntry = lastEntry
        self.line = line
        self.account = account
        self.currency = currency
        self.day = day
        self.position = position
        self.field = field
        self.expected = expected
        self.found = found
    }
}

public struct DifferenceCount: Codable, Sendable, Equatable {
    public let kind: DifferenceKind
    public let count: Count

    public init(kind: DifferenceKind, count: Count) {
        self.kind = kind
        self.count = count
    }
}

/// What does not fit together.
public enum DifferenceKind: String, TextEnumeration {
    /// The hash of a link is not that of the rows it covers.
    case chainHash = "chain_hash"
    /// A link does not begin where the one before it ends, or covers rows that are not there.
    case chainLink = "chain_link"
    /// A number has no entry.
    case entryMissing = "entry_missing"
    /// The lines do not sum to zero in a currency, or in the functional amounts.
    case entryUnbalanced = "entry_unbalanced"
    /// The lines of an entry are not numbered from 1 without gaps, or are fewer than two.
    case entryLines = "entry_lines"
    /// An entry's time is not that of its link.
    case entryTime = "entry_time"
    /// A line of an entry that is not there.
    case lineWithoutEntry = "line_without_entry"
    /// A line names an account, or an entry or line a symbol, that the book does not have.
    case reference
    /// A reversal is not the exact opposite of its entry.
    case reversal
    /// A fact does not stand where the entries before it leave it.
    case feedPosition = "feed_position"
    /// The last numbers or the hash in the head are not those of the last rows.
    case head
    /// The versions of an account's lines are not dense from 1, or not in the order of the entries.
    case lineVersion = "line_version"
    /// The balance after a line is not the one before it and the line's amount.
    case balanceAfter = "balance_after"
    /// A balance is not the sum of its lines.
    case balance
    /// The turnover of a day or month is not the sum of its lines.
    case turnover
    /// What is reserved on an account is not the sum of its active holds.
    case pending
    /// A hold is not as the feed last told it.
    case hold
    /// An account is not as the feed last told it.
    case account
    /// The book is not as the feed told it.
    case book
    /// A fiscal year is not as the feed last told it.
    case fiscalYear = "fiscal_year"
    /// A period or one of its locks is not as the feed last told it.
    case period
    /// A dimension is not as the feed last told it.
    case dimension
    /// A value of a dimension is not as the feed last told it.
    case dimensionValue = "dimension_value"
    /// A rate is not as the feed told it.
    case rate
    /// A budget or one of its lines is not as the feed last told it.
    case budget
    /// What was turned over with a value that budgets name is not the sum of its lines.
    case budgetTurnover = "budget_turnover"
    /// A key, a reversal or an external reference stands for more than one outcome.
    case repeated
}
