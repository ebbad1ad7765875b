// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their codes. Of `client` these are the clients that lines have named.
public struct ListDimensionValues: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<DimensionValue>
    public static let name = "ledger.listDimensionValues"
    public static let summary = "Lists a dimension's values in the order of their codes."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, DimensionNotUsed.self]

    public let book: BookID
    public let dimension: Dimension
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, dimension: Dimension, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.dimension = dimension
        self.limit = limit
        self.cursor = cursor
    }
}
