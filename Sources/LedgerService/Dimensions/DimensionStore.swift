// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres
import ServiceKit

extension DeclaredDimension: RowDecodable {
    package init(row: inout Row) throws {
        self.init(dimension: try row.next(), isClosedList: try row.next())
    }
}

/// A dimension's value with the small number by which lines name it.
struct DimensionValueRecord: RowDecodable, Sendable {
    let number: Int32
    let value: DimensionValue

    init(row: inout Row) throws {
        number = try row.next()
        value = DimensionValue(
            dimension: try row.next(), code: try row.next(), name: try row.next(), isClosed: try row.next())
    }
}

enum DimensionStore {
    static func declaredStatement(_ book: Int32) -> SQL {
        "select dimension, is_closed_list from ledger.dimension where book_id = \(book)"
    }

    /// In the order client, cost centre, project, product.
    static func declared(of book: Int32, in database: some PostgresExecutor) async throws -> [DeclaredDimension] {
        let declared = try await database.rows(declaredStatement(book), as: DeclaredDimension.self)
        return Dimension.allCases.compactMap { dimension in declared.first { $0.dimension == dimension } }
    }

    /// Under the head lock. Answers whether that was not so already.
    static func declare(_ declared: DeclaredDimension, of book: Int32, in tx: Transaction) async throws -> Bool {
        try await tx.execute(
            """
            insert into ledger.dimension (book_id, dimension, is_closed_list)
            values (\(book), \(declared.dimension), \(declared.isClosedList))
            on conflict (book_id, dimension) do update set is_closed_list = excluded.is_closed_list
            where dimension.is_closed_list <> excluded.is_closed_list
            """) > 0
    }

    private static let columns: SQL = "symbol_id, dimension, code, name, is_closed"

    static func value(
        _ code: DimensionCode, of dimension: Dimension, in book: Int32, _ tx: Transaction
    ) async throws -> DimensionValueRecord? {
        try await tx.optionalRow(
            """
            select \(columns) from ledger.symbol
            where book_id = \(book) and dimension = \(dimension) and code = \(code)
            """)
    }

    /// In the order of codes.
    static func values(
        of dimension: Dimension, in book: Int32, after code: DimensionCode?, limit: Int64,
        _ database: some PostgresExecutor
    ) async throws -> [DimensionValueRecord] {
        try await database.rows(
            """
            select \(columns) from ledger.symbol
            where book_id = \(book) and dimension = \(dimension) and code > \(code?.text ?? "")
            order by code limit \(limit)
            """)
    }

    /// Under the head lock, with the number after the head's last; the head moves on.
    static func insert(_ value: DimensionValue, number: Int32, into book: Int32, in tx: Transaction) async throws {
        let insert: SQL = """
            insert into ledger.symbol (book_id, symbol_id, dimension, code, name, is_closed)
            values (\(book), \(number), \(value.dimension), \(value.code), \(value.name), \(value.isClosed))
            """
        let head: SQL = "update ledger.head set symbol_id = \(number) where book_id = \(book)"
        _ = try await tx.batch([insert, head])
    }

    static func update(_ value: DimensionValue, number: Int32, of book: Int32, in tx: Transaction) async throws {
        try await tx.execute(
            """
            update ledger.symbol set name = \(value.name), is_closed = \(value.isClosed)
            where book_id = \(book) and symbol_id = \(number)
            """)
    }
}
