// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their codes.
public struct ListAccounts: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Account>
    public static let name = "ledger.listAccounts"
    public static let summary = "Lists a book's chart of accounts in the order of their codes."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let kind: AccountKind?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, kind: AccountKind? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.kind = kind
        self.limit = limit
        self.cursor = cursor
    }
}
