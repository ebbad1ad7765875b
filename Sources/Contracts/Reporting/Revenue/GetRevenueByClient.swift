// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Rows are in the order of client identities, which no renaming or posting alters, with the lines that name no client
/// last; by month, each client's months follow one another. Clients without lines in the period have no row.
///
/// `total`, `tieOut` and `asOf` are of all rows and of the moment of this page.
public struct GetRevenueByClient: PagedQuery, Equatable {
    public typealias API = ReportingAPI
    public static let name = "reporting.revenueByClient"
    public static let summary = "Answers each client's revenue in a book over a period, in total or by month."
    public static let access = Access.permission(.readReports)
    public static let errors: [any DomainError.Type] = [BookNotReported.self, TotalOutOfRange.self]

    public let book: BookID
    /// The first accounting day.
    public let from: CalendarDate
    /// The last accounting day, included.
    public let to: CalendarDate
    /// `total` when left out.
    public let by: RevenuePeriod?
    /// 100 when left out.
    public let limit: PageLimit?
    /// Continues a report; the other members must be those of its first page.
    public let cursor: PageCursor?

    public init(
        book: BookID, from: CalendarDate, to: CalendarDate, by: RevenuePeriod? = nil, limit: PageLimit? = nil,
        cursor: PageCursor? = nil
    ) {
        self.book = book
        self.from = from
        self.to = to
        self.by = by
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [RevenueRow]
        /// Absent on the last page.
        public let next: PageCursor?
        /// The sum of all rows, of this page and all others.
        public let total: Money
        public let tieOut: RevenueTieOut
        /// The ledger's feed of the book, and the clients' feed of the organisation.
        public let asOf: [SourceFreshness]

        public init(
            items: [RevenueRow], next: PageCursor?, total: Money, tieOut: RevenueTieOut, asOf: [SourceFreshness]
        ) {
            self.items = items
            self.next = next
            self.total = total
            self.tieOut = tieOut
            self.asOf = asOf
        }
    }
}
