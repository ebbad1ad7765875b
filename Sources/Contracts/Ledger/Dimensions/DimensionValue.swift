// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A dimension that a book uses.
public struct DeclaredDimension: Codable, Sendable, Equatable {
    public let dimension: Dimension
    /// Whether lines may only name values that were made before; else the first line that names one makes it.
    public let isClosedList: Bool

    public init(dimension: Dimension, isClosedList: Bool) {
        self.dimension = dimension
        self.isClosedList = isClosedList
    }
}

/// What a line can name in a dimension.
public struct DimensionValue: Codable, Sendable, Equatable {
    public let dimension: Dimension
    /// A cost centre's, project's or product's own; of a client the identity.
    public let code: DimensionCode
    /// Nil for a value that a line made, until it is given one.
    public let name: Text<1, 200>?
    /// A closed value takes no lines.
    public let isClosed: Bool

    public init(dimension: Dimension, code: DimensionCode, name: Text<1, 200>?, isClosed: Bool) {
        self.dimension = dimension
        self.code = code
        self.name = name
        self.isClosed = isClosed
    }
}

/// The dimension has a value of this code.
public struct DimensionValueTaken: DomainError {
    public static let code = 3040
    public static let reason = "ledger.dimension_value_taken"
    public init() {}
    public var message: String { "The dimension has a value of this code." }
}
