// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A statement together with what its answer means; several of them make a pipeline.
package struct Query<Output>: Sendable {
    let sql: SQL
    let decode: @Sendable (ResultSet) throws -> Output

    package static func rows<Value: RowDecodable>(
        _ sql: SQL, as type: Value.Type = Value.self
    ) -> Query where Output == [Value] {
        Query(sql: sql) { try $0.rows(as: Value.self) }
    }

    package static func rows<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) -> Query where Output == [(repeat each Column)] {
        Query(sql: sql) { try $0.rows(as: (repeat each Column).self) }
    }

    /// Exactly one row.
    package static func row(_ sql: SQL, as type: Output.Type = Output.self) -> Query where Output: RowDecodable {
        Query(sql: sql) { try $0.row(as: Output.self) }
    }

    package static func row<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) -> Query where Output == (repeat each Column) {
        Query(sql: sql) { try $0.row(as: (repeat each Column).self) }
    }

    /// No row or one.
    package static func optionalRow<Value: RowDecodable>(
        _ sql: SQL, as type: Value.Type = Value.self
    ) -> Query where Output == Value? {
        Query(sql: sql) { try $0.optionalRow(as: Value.self) }
    }

    package static func optionalRow<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) -> Query where Output == (repeat each Column)? {
        Query(sql: sql) { try $0.optionalRow(as: (repeat each Column).self) }
    }
}

extension Query where Output == Int {
    /// How many rows the statement touched.
    package static func execute(_ sql: SQL) -> Query {
        Query(sql: sql) { $0.affectedRows }
    }
}

extension ResultSet {
    package func row<Value: RowDecodable>(as type: Value.Type = Value.self) throws -> Value {
        try rows(as: type).single()
    }

    package func row<each Column: PostgresDecodable>(
        as type: (repeat each Column).Type
    ) throws -> (repeat each Column) {
        try rows(as: type).single()
    }

    package func optionalRow<Value: RowDecodable>(as type: Value.Type = Value.self) throws -> Value? {
        try rows(as: type).singleOrNone()
    }

    package func optionalRow<each Column: PostgresDecodable>(
        as type: (repeat each Column).Type
    ) throws -> (repeat each Column)? {
        try rows(as: type).singleOrNone()
    }
}

extension Array {
    func single() throws(PostgresError) -> Element {
        guard let first, count == 1 else { throw .rowCount(count) }
        return first
    }

    func singleOrNone() throws(PostgresError) -> Element? {
        guard count <= 1 else { throw .rowCount(count) }
        return first
    }
}
