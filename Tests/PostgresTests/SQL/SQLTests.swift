// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct SQLTests {
    @Test func interpolationsBecomeNumberedParameters() {
        let name = "x'; drop table account; --"
        let sql: SQL = "select * from account where name = \(name) and kind = any(\([1, 2]))"
        #expect(sql.text == "select * from account where name = $1 and kind = any($2)")
    }

    @Test func clausesAreNumberedWhereTheyStand() {
        let kind: Int? = 3
        var sql: SQL = "select 1 where a = \(1)"
        if let kind { sql += " and kind = \(kind)" }
        sql.append(" and b = \("b")\(" order by \(identifier: "c")" as SQL)")
        #expect(sql.text == #"select 1 where a = $1 and kind = $2 and b = $3 order by "c""#)
        #expect(("select \(1)" as SQL + ", \(2)").text == "select $1, $2")
    }

    @Test func clausesKeepTheirValues() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let tail: SQL = ", \(nil as String?), \("")"
                let row = try await pool.row(
                    "select \(7), \("sieben")\(tail), \(8)", as: (Int, String, String?, String, Int).self)
                #expect(row == (7, "sieben", nil, "", 8))
            }
        }
    }

    @Test func aStatementThatCannotBeSentIsRefusedBeforeItIs() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                await #expect(throws: PostgresError.self) { try await pool.execute("select \([[1], [2]])") }
                var sql: SQL = "select 1 where true"
                for _ in 0...SQL.parameterLimit { sql += " or \(false)" }
                await #expect(throws: PostgresError.encoding("more than 65535 parameters")) {
                    try await pool.execute(sql)
                }
                let one = try await pool.row("select 1", as: Int.self)
                #expect(one == 1)
            }
        }
    }

    @Test(arguments: ["", "1a", "Ledger", "a-b", "a\"b", "ü", String(repeating: "a", count: 64)])
    func namesThatWouldNeedQuotesAreNoIdentifiers(text: String) {
        #expect(PostgresIdentifier(text) == nil)
    }
}
