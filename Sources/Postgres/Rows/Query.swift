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

    package static func rows<Value: PostgresDecodable>(
        _ sql: SQL, as type: Value.Type
    ) -> Query where Output == [Value] {
        Query(sql: sql) { try $0.column(as: Value.self) }
    }

    package static func rows<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) -> Query where Output == [(repeat each Column)] {
        Query(sql: sql) { try $0.rows(as: (repeat each Column).self) }
    }

    /// Exactly one row.
    package static func row(_ sql: SQL, as type: Output.Type = Output.self) -> Query where Output: RowDecodable {
        Query(sql: sql) { try $0.rows(as: Output.self).single() }
    }

    package static func row(_ sql: SQL, as type: Output.Type) -> Query where Output: PostgresDecodable {
        Query(sql: sql) { try $0.column(as: Output.self).single() }
    }

    package static func row<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) -> Query where Output == (repeat each Column) {
        Query(sql: sql) { try $0.rows(as: (repeat each Column).self).single() }
    }

    /// No row or one.
    package static func optionalRow<Value: RowDecodable>(
        _ sql: SQL, as type: Value.Type = Value.self
    ) -> Query where Output == Value? {
        Query(sql: sql) { try $0.rows(as: Value.self).singleOrNone() }
    }

    package static func optionalRow<Value: PostgresDecodable>(
        _ sql: SQL, as type: Value.Type
    ) -> Query where Output == Value? {
        Query(sql: sql) { try $0.column(as: Value.self).singleOrNone() }
    }

    package static func optionalRow<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) -> Query where Output == (repeat each Column)? {
        Query(sql: sql) { try $0.rows(as: (repeat each Column).self).singleOrNone() }
    }
}

extension Query where Output == Int {
    /// How many rows the statement touched.
    package static func execute(_ sql: SQL) -> Query {
        Query(sql: sql) { $0.affectedRows }
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
