// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct RowTests {
    struct Account: RowDecodable, Equatable {
        let code: String
        let balance: Int64?

        init(code: String, balance: Int64?) {
            self.code = code
            self.balance = balance
        }

        init(row: inout Row) throws {
            code = try row.next()
            balance = try row.next()
        }
    }

    @Test func rowsAreReadColumnByColumn() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                try await pool.execute("create table account (code text primary key, balance bigint)")
                let (codes, balances) = (["b", "a", "c"], [2, nil, 3] as [Int64?])
                let count = try await pool.execute(
                    "insert into account select * from unnest(\(codes), \(balances))")
                #expect(count == 3)
                let accounts: [Account] = try await pool.rows("select code, balance from account order by code")
                #expect(
                    accounts == [
                        .init(code: "a", balance: nil), .init(code: "b", balance: 2), .init(code: "c", balance: 3),
                    ])
                let tuples = try await pool.rows(
                    "select code, balance from account order by code", as: (String, Int64?).self)
                #expect(tuples.map(\.0) == ["a", "b", "c"])
                let one = try await pool.row("select * from account where code = \("b")", as: Account.self)
                #expect(one == .init(code: "b", balance: 2))
                #expect(try await pool.optionalRow("select * from account where code = 'x'", as: Account.self) == nil)
                #expect(try await pool.execute("update account set balance = 0 where code <> \("a")") == 2)
                #expect(try await pool.rows("select code from account where code > \("z")", as: String.self).isEmpty)
            }
        }
    }

    @Test func aRowThatDoesNotFitIsAnError() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                await #expect(throws: PostgresError.rowCount(0)) {
                    try await pool.row("select 1 where false", as: Int.self)
                }
                await #expect(throws: PostgresError.rowCount(2)) { try await pool.row("values (1), (2)", as: Int.self) }
                await #expect(throws: PostgresError.rowCount(2)) {
                    try await pool.optionalRow("values (1), (2)", as: Int.self)
                }
                await #expect(throws: PostgresError.decoding("row has 2 columns, 1 were read")) {
                    try await pool.rows("select 1, 2", as: Int.self)
                }
                await #expect(throws: PostgresError.decoding("row has 1 columns, column 2 was asked for")) {
                    try await pool.rows("select 1", as: (Int, Int).self)
                }
            }
        }
    }
}
