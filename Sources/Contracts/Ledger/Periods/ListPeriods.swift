// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of time, with their locks.
public struct ListPeriods: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<FiscalPeriod>
    public static let name = "ledger.listPeriods"
    public static let summary = "Lists a book's periods with their locks in the order of time."
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
