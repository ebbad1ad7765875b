// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their codes.
public struct ListBooks: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Book>
    public static let name = "ledger.listBooks"
    public static let summary = "Lists the organisation's books in the order of their codes."
    public static let access = Access.permission(.readLedger)

    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}
