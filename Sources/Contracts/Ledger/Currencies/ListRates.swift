// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of type, pair, day and revision.
public struct ListRates: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Rate>
    public static let name = "ledger.listRates"
    public static let summary = "Lists a book's exchange rates in the order of type, pair and day."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let filter: RateFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, filter: RateFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which rates a list holds; a member that is left out leaves nothing out.
public struct RateFilter: Codable, Sendable, Equatable {
    public let type: RateType?
    public let from: CurrencyCode?
    public let to: CurrencyCode?
    /// The first and the last day, both inclusive.
    public let firstDay: CalendarDate?
    public let lastDay: CalendarDate?
    /// Also revisions that were corrected or withdrawn.
    public let withHistory: Bool?

    public init(
        type: RateType? = nil, from: CurrencyCode? = nil, to: CurrencyCode? = nil, firstDay: CalendarDate? = nil,
        lastDay: CalendarDate? = nil, withHistory: Bool? = nil
    ) {
        self.type = type
        self.from = from
        self.to = to
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.withHistory = withHistory
    }
}
