// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where statements can run: a pool (each call its own transaction), a leased connection, or a transaction.
package protocol PostgresExecutor: Sendable {
    /// Runs the statements in one round trip; outside of a transaction they are one transaction together.
    /// Throws the first failure, after which nothing more was run.
    func batch(_ statements: [SQL]) async throws -> [ResultSet]
}

extension PostgresExecutor {
    package func rows<Value: RowDecodable>(_ sql: SQL, as type: Value.Type = Value.self) async throws -> [Value] {
        try await result(sql).rows(as: type)
    }

    /// Rows of one column: `as: AccountID.self`.
    package func rows<Value: PostgresDecodable>(_ sql: SQL, as type: Value.Type) async throws -> [Value] {
        try await result(sql).column(as: type)
    }

    /// Rows as tuples: `as: (AccountID, Int64).self`.
    package func rows<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) async throws -> [(repeat each Column)] {
        try await result(sql).rows(as: type)
    }

    /// Exactly one row, otherwise `PostgresError.rowCount`.
    package func row<Value: RowDecodable>(_ sql: SQL, as type: Value.Type = Value.self) async throws -> Value {
        try await result(sql).rows(as: type).single()
    }

    package func row<Value: PostgresDecodable>(_ sql: SQL, as type: Value.Type) async throws -> Value {
        try await rows(sql, as: type).single()
    }

    package func row<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) async throws -> (repeat each Column) {
        try await result(sql).rows(as: type).single()
    }

    /// No row or one, otherwise `PostgresError.rowCount`.
    package func optionalRow<Value: RowDecodable>(
        _ sql: SQL, as type: Value.Type = Value.self
    ) async throws -> Value? {
        try await result(sql).rows(as: type).singleOrNone()
    }

    package func optionalRow<Value: PostgresDecodable>(_ sql: SQL, as type: Value.Type) async throws -> Value? {
        try await rows(sql, as: type).singleOrNone()
    }

    package func optionalRow<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) async throws -> (repeat each Column)? {
        try await result(sql).rows(as: type).singleOrNone()
    }

    /// How many rows the statement touched.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        try await result(sql).affectedRows
    }

    /// Several statements in one round trip:
    ///
    ///     let (accounts, count) = try await tx.pipeline(
    ///         Query.rows("...", as: Account.self), Query.execute("..."))
    package func pipeline<each Output>(
        _ query: repeat Query<each Output>
    ) async throws -> (repeat each Output) {
        var statements: [SQL] = []
        repeat statements.append((each query).sql)
        var results = try await batch(statements).makeIterator()
        return (repeat try (each query).decode(try results.required()))
    }

    private func result(_ sql: SQL) async throws -> ResultSet {
        var results = try await batch([sql]).makeIterator()
        return try results.required()
    }
}

extension IteratorProtocol where Element == ResultSet {
    /// There is a result for each statement.
    mutating func required() throws -> ResultSet {
        guard let result = next() else { throw PostgresError.decoding("a statement has no result") }
        return result
    }
}
