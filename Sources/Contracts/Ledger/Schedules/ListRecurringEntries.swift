// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their creation.
public struct ListRecurringEntries: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<RecurringEntry>
    public static let name = "ledger.listRecurringEntries"
    public static let summary = "Lists a book's recurring entries in the order of their creation."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let state: RecurringEntryState?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(
        book: BookID, state: RecurringEntryState? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil
    ) {
        self.book = book
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }
}
