// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The book does not use the dimension.
public struct DimensionNotUsed: DomainError {
    public static let code = 3016
    public static let reason = "ledger.dimension_not_used"
    public let dimension: Dimension

    public init(dimension: Dimension) {
        self.dimension = dimension
    }

    public var message: String { "The book does not use the dimension \(dimension.rawValue)." }
}

/// The account's lines need a value of the dimension.
public struct DimensionMissing: DomainError {
    public static let code = 3017
    public static let reason = "ledger.dimension_missing"
    public let account: AccountCode
    public let dimension: Dimension

    public init(account: AccountCode, dimension: Dimension) {
        self.account = account
        self.dimension = dimension
    }

    public var message: String { "Lines of account \(account) need a \(dimension.rawValue)." }
}

/// The dimension has a closed list of values, and this is none of them.
public struct DimensionValueNotFound: DomainError {
    public static let code = 3018
    public static let reason = "ledger.dimension_value_not_found"
    public let dimension: Dimension
    public let value: Text<1, 64>

    public init(dimension: Dimension, value: Text<1, 64>) {
        self.dimension = dimension
        self.value = value
    }

    public var message: String { "The book has no \(dimension.rawValue) \(value)." }
}

/// The dimension's value takes no lines any more.
public struct DimensionValueClosed: DomainError {
    public static let code = 3019
    public static let reason = "ledger.dimension_value_closed"
    public let dimension: Dimension
    public let value: Text<1, 64>

    public init(dimension: Dimension, value: Text<1, 64>) {
        self.dimension = dimension
        self.value = value
    }

    public var message: String { "The \(dimension.rawValue) \(value) is closed." }
}
