// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Lines may name the value at once. Clients are not made here: lines name them by their identity.
public struct CreateDimensionValue: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createDimensionValue"
    public static let summary = "Adds a cost centre, a project or a product to a book."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, DimensionNotUsed.self, DimensionValueTaken.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// Not `client`.
    public let dimension: Dimension
    public let code: DimensionCode
    public let name: Text<1, 200>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, dimension: Dimension, code: DimensionCode,
        name: Text<1, 200>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.dimension = dimension
        self.code = code
        self.name = name
    }

    public struct Response: Codable, Sendable, Equatable {
        public let value: DimensionValue

        public init(value: DimensionValue) {
            self.value = value
        }
    }
}
