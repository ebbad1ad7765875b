// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is left out stays as it is. Lines that name the value keep it.
public struct UpdateDimensionValue: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.updateDimensionValue"
    public static let summary = "Names a cost centre, a project or a product, or closes or reopens it."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, DimensionValueNotFound.self]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// Not `client`.
    public let dimension: Dimension
    public let code: DimensionCode
    public let name: Text<1, 200>?
    /// A closed value takes no lines.
    public let isClosed: Bool?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, dimension: Dimension, code: DimensionCode,
        name: Text<1, 200>? = nil, isClosed: Bool? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.dimension = dimension
        self.code = code
        self.name = name
        self.isClosed = isClosed
    }

    public struct Response: Codable, Sendable, Equatable {
        public let value: DimensionValue

        public init(value: DimensionValue) {
            self.value = value
        }
    }
}
