// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// There are four at most, so the answer is whole.
public struct ListDimensions: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.listDimensions"
    public static let summary = "Lists the dimensions that a book uses."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID

    public init(book: BookID) {
        self.book = book
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [DeclaredDimension]

        public init(items: [DeclaredDimension]) {
            self.items = items
        }
    }
}
