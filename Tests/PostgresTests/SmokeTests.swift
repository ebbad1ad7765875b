// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct SmokeTests {
    @Test func works() async throws {
        try await withDatabase { database in
            try await database.withPool(as: .ledger) { pool in
                let row = try await pool.row(
                    "select \(1 as Int64) + 1, \("hé"), \([1, nil] as [Int?])", as: (Int64, String, [Int?]).self)
                #expect(row.0 == 2)
                #expect(row.2 == [1, nil])
                let n = try await pool.withTransaction { tx in
                    try await tx.rows("select x::int8 from generate_series(1, 3) as x", as: Int64.self)
                }
                #expect(n == [1, 2, 3])
            }
        }
    }
}
