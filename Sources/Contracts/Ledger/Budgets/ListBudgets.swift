// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their codes.
public struct ListBudgets: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Budget>
    public static let name = "ledger.listBudgets"
    public static let summary = "Lists a book's budgets in the order of their codes."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let state: BudgetState?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, state: BudgetState? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }
}
