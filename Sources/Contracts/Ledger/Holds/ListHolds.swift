// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order in which they were made.
public struct ListHolds: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Hold>
    public static let name = "ledger.listHolds"
    public static let summary = "Lists a book's holds in the order in which they were made."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let state: HoldState?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, state: HoldState? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }
}
