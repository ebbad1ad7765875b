// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of time.
public struct ListFiscalYears: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<FiscalYear>
    public static let name = "ledger.listFiscalYears"
    public static let summary = "Lists a book's fiscal years in the order of time."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.limit = limit
        self.cursor = cursor
    }
}
