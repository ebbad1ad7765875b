// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A type that reads itself from the columns of a row, in their order.
package protocol RowDecodable: SendableMetatype {
    init(row: inout Row) throws
}

/// One row of a result; reading goes from column to column.
package struct Row {
    let result: ResultSet
    let index: Int
    private(set) var column = 0

    init(result: ResultSet, index: Int) {
        self.result = result
        self.index = index
    }

    /// The next column's value.
    package mutating func next<Value: PostgresDecodable>(_ type: Value.Type = Value.self) throws -> Value {
        guard column < result.columnCount else {
            throw PostgresError.decoding("row has \(result.columnCount) columns, column \(column + 1) was asked for")
        }
        defer { column += 1 }
        return try Value(field: result.field(row: index, column: column))
    }

    /// A column that was forgotten is a mistake as much as one that is missing.
    func requireEnd() throws {
        guard column == result.columnCount else {
            throw PostgresError.decoding("row has \(result.columnCount) columns, \(column) were read")
        }
    }
}
