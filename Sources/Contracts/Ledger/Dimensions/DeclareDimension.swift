// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From then on lines of the book may name values of the dimension, and accounts may require one. Declared again, the
/// list of values is closed or opened. A book begins with `client` alone, as an open list.
public struct DeclareDimension: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.declareDimension"
    public static let summary = "Lets lines of a book name values of a dimension, any or those of a closed list."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let dimension: Dimension
    /// Whether lines may only name values that were made before; false when it is left out. Not for `client`, whose
    /// values are the clients.
    public let isClosedList: Bool?

    public init(book: BookID, idempotencyKey: IdempotencyKey, dimension: Dimension, isClosedList: Bool? = nil) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.dimension = dimension
        self.isClosedList = isClosedList
    }

    public struct Response: Codable, Sendable, Equatable {
        public let dimension: DeclaredDimension

        public init(dimension: DeclaredDimension) {
            self.dimension = dimension
        }
    }
}
