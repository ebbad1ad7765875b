// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

/// What one statement answered.
// Sendable: libpq never changes a result after handing it out; the pointer is freed once, with the last reference.
package final class ResultSet: @unchecked Sendable {
    private let pointer: OpaquePointer
    package let rowCount: Int
    package let columnCount: Int
    private let types: [PostgresType]

    /// Takes over `pointer`, a `PGresult`.
    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        rowCount = Int(PQntuples(pointer))
        let columns = PQnfields(pointer)
        columnCount = Int(columns)
        types = (0..<columns).map { PostgresType(oid: PQftype(pointer, $0)) }
    }

    deinit {
        PQclear(pointer)
    }

    /// Rows inserted, updated, deleted, moved or selected.
    package var affectedRows: Int {
        Int(String(cString: PQcmdTuples(pointer))) ?? 0
    }

    /// `INSERT 0 1`, `COMMIT`, ...
    var commandTag: String { String(cString: PQcmdStatus(pointer)) }

    func field(row: Int, column: Int) -> PostgresField {
        let (row, index) = (CInt(truncatingIfNeeded: row), CInt(truncatingIfNeeded: column))
        var bytes: UnsafeRawBufferPointer?
        if PQgetisnull(pointer, row, index) == 0 {
            bytes = UnsafeRawBufferPointer(
                start: PQgetvalue(pointer, row, index), count: Int(PQgetlength(pointer, row, index)))
        }
        return PostgresField(type: types[column], bytes: bytes, column: column + 1)
    }

    /// Every row by `read`, which must read all columns.
    package func map<Value>(_ read: (inout Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(rowCount)
        for index in 0..<rowCount {
            var row = Row(result: self, index: index)
            values.append(try read(&row))
            try row.requireEnd()
        }
        return values
    }

    package func rows<Value: RowDecodable>(as type: Value.Type = Value.self) throws -> [Value] {
        try map { row in try Value(row: &row) }
    }

    /// The rows of one column.
    package func column<Value: PostgresDecodable>(as type: Value.Type) throws -> [Value] {
        try map { row in try row.next(type) }
    }

    package func rows<each Column: PostgresDecodable>(
        as type: (repeat each Column).Type
    ) throws -> [(repeat each Column)] {
        try map { row in (repeat try row.next((each Column).self)) }
    }
}
