// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Equal to `ledger.trialBalance` at the same feed position, to the minor unit.
public struct GetReportedTrialBalance: Query, Equatable {
    public typealias API = ReportingAPI
    public static let name = "reporting.trialBalance"
    public static let summary = "Answers a book's trial balance over a period, as of the feed position it includes."
    public static let access = Access.permission(.readReports)
    public static let errors: [any DomainError.Type] = [BookNotReported.self, TotalOutOfRange.self]

    public let book: BookID
    /// Only entries of this day and later; from the first entry when it is left out.
    public let from: CalendarDate?
    /// The end of this accounting day; all entries when it is left out.
    public let asOf: CalendarDate?

    public init(book: BookID, from: CalendarDate? = nil, asOf: CalendarDate? = nil) {
        self.book = book
        self.from = from
        self.asOf = asOf
    }

    public struct Response: Codable, Sendable, Equatable {
        /// In the order of account codes; only accounts with lines in the period.
        public let rows: [TrialBalanceRow]
        public let totalDebits: Money
        public let totalCredits: Money
        /// The last position of the ledger's feed that the figures include.
        public let feedPosition: FeedPosition
        public let asOf: [SourceFreshness]

        public init(
            rows: [TrialBalanceRow], totalDebits: Money, totalCredits: Money, feedPosition: FeedPosition,
            asOf: [SourceFreshness]
        ) {
            self.rows = rows
            self.totalDebits = totalDebits
            self.totalCredits = totalCredits
            self.feedPosition = feedPosition
            self.asOf = asOf
        }
    }
}
