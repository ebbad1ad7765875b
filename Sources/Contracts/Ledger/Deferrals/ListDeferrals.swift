// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their creation. `ledger.getDeferral` answers the parts of one.
public struct ListDeferrals: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Deferral>
    public static let name = "ledger.listDeferrals"
    public static let summary = "Lists a book's deferrals in the order of their creation."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let state: DeferralState?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, state: DeferralState? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }
}
