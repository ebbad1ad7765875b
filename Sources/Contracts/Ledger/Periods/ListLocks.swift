// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of time; open periods are left out.
public struct ListLocks: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<FiscalPeriod>
    public static let name = "ledger.listLocks"
    public static let summary = "Lists the periods of a book that are locked, and for whom."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, FiscalYearNotFound.self]

    public let book: BookID
    /// Only this year's.
    public let year: FiscalYearCode?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(
        book: BookID, year: FiscalYearCode? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil
    ) {
        self.book = book
        self.year = year
        self.limit = limit
        self.cursor = cursor
    }
}
