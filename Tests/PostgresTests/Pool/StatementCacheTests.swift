// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct StatementCacheTests {
    private func prepared(_ executor: any PostgresExecutor) async throws -> Int {
        try await executor.row("select count(*) from pg_prepared_statements", as: Int.self)
    }

    @Test func aLineOfSourceIsPreparedOnce() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let before = try await prepared(pool)
                for number in 1...20 {
                    #expect(try await pool.row("select \(number)", as: Int.self) == number)
                }
                #expect(try await prepared(pool) == before + 1)
                // The same text with another type is another statement.
                for value in ["a", "b"] { try await pool.execute("select \(value)") }
                #expect(try await prepared(pool) == before + 2)
            }
        }
    }

    @Test func theCacheHasALimit() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(
                observer: RecordingObserver(),
                change: {
                    $0.poolSize = 1
                    $0.statementCacheLimit = 4
                }
            ) { pool in
                for round in 1...3 {
                    for statement: SQL in ["select 1", "select 2", "select 3", "select 4", "select 5", "select 6"] {
                        #expect((1...6).contains(try await pool.row(statement, as: Int.self)))
                    }
                    #expect(try await prepared(pool) <= 4, "round \(round)")
                }
                // Refused unless it is the first of its round trip, also when another statement has to go for it.
                try await pool.execute("vacuum (analyze) pg_namespace")
                // More statements in one round trip than the cache holds.
                let many = try await pool.pipeline(
                    Query.row("select 1", as: Int.self), Query.row("select 2", as: Int.self),
                    Query.row("select 3", as: Int.self),
                    Query.row("select 4", as: Int.self), Query.row("select 5", as: Int.self),
                    Query.row("select 6", as: Int.self))
                #expect(many == (1, 2, 3, 4, 5, 6))
                #expect(try await prepared(pool) <= 7)
            }
        }
    }

    @Test func aTableThatChangedIsNoErrorOutsideOfATransaction() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                try await pool.execute("create table t (a integer)")
                func columns() async throws -> Int { try await pool.batch(["select * from t"])[0].columnCount }
                #expect(try await columns() == 1)
                try await pool.execute("alter table t add column b integer")
                #expect(try await columns() == 2)
            }
        }
    }

    @Test func aTableThatChangedRestartsTheTransaction() async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            try await database.withPool(observer: observer, change: { $0.poolSize = 1 }) { pool in
                try await pool.execute("create table t (a integer)")
                func columns() async throws -> Int {
                    try await pool.withTransaction { tx in
                        try await tx.execute("insert into t values (1)")
                        return try await tx.batch(["select * from t"])[0].columnCount
                    }
                }
                #expect(try await columns() == 1)
                try await pool.execute("alter table t add column b integer")
                #expect(try await columns() == 2)
                #expect(observer.record.retries.map(\.sqlState) == [.featureNotSupported])
                #expect(try await pool.row("select count(*) from t", as: Int.self) == 2)
            }
        }
    }

    @Test func aStatementThatIsGoneIsPreparedAgain() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                func one() async throws -> Int { try await pool.row("select 1", as: Int.self) }
                #expect(try await one() == 1)
                try await pool.execute("deallocate all")
                #expect(try await one() == 1)
            }
        }
    }
}
