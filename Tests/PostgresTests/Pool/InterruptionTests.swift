// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct InterruptionTests {
    private func withPool(
        _ body: (TestDatabase, PostgresPool) async throws -> Void
    ) async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(
                observer: RecordingObserver(), deadline: { Deadline.current }, change: { $0.poolSize = 2 }
            ) { pool in
                try await body(database, pool)
            }
        }
    }

    private func isSleeping(_ pool: PostgresPool) async throws -> Bool {
        try await pool.row(
            """
            select count(*) > 0 from pg_stat_activity
            where datname = current_database() and state = 'active' and wait_event = 'PgSleep'
            """,
            as: Bool.self)
    }

    @Test func aDeadlineStopsTheServer() async throws {
        try await withPool { _, pool in
            let start = ContinuousClock.now
            await #expect(throws: PostgresError.deadlineExceeded) {
                try await Deadline.$current.withValue(.now + .milliseconds(100)) {
                    try await pool.execute("select pg_sleep(600)")
                }
            }
            #expect(start.duration(to: .now) < .seconds(300))
            let isSleeping = try await isSleeping(pool)
            #expect(!isSleeping)
        }
    }

    @Test func aDeadlineBecomesTheTransactionsStatementTimeout() async throws {
        try await withPool { _, pool in
            try await Deadline.$current.withValue(.now + .seconds(50)) {
                let timeout = try await pool.withTransaction { tx in
                    try await tx.row(
                        "select setting::integer from pg_settings where name = 'statement_timeout'", as: Int.self)
                }
                #expect((1...50_000).contains(timeout))
            }
            await #expect(throws: PostgresError.deadlineExceeded) {
                try await Deadline.$current.withValue(.now + .milliseconds(100)) {
                    try await pool.withTransaction { tx in try await tx.execute("select pg_sleep(30)") }
                }
            }
            #expect(try await pool.row("show statement_timeout", as: String.self) == "1min")
            #expect(try await !isSleeping(pool))
        }
    }

    /// Who locks first must see what was committed before the lock was granted.
    @Test func settingTheTimeoutTakesNoSnapshot() async throws {
        try await withPool { _, pool in
            try await pool.execute("create table t (n integer)")
            let reader = try await pool.withTransaction { writer in
                try await writer.execute("lock table t")
                try await writer.execute("insert into t values (1)")
                let reader = Task {
                    try await Deadline.$current.withValue(.now + .seconds(60)) {
                        try await pool.withTransaction(isolation: .repeatableRead) { tx in
                            try await tx.execute("lock table t")
                            return try await tx.row("select count(*) from t", as: Int.self)
                        }
                    }
                }
                try await eventually {
                    try await writer.row(
                        "select count(*) > 0 from pg_locks where relation = 't'::regclass and not granted",
                        as: Bool.self)
                }
                return reader
            }
            #expect(try await reader.value == 1)
        }
    }

    @Test func aDeadlineThatHasPassedSendsNothing() async throws {
        try await withPool { _, pool in
            try await pool.execute("create table t (n integer)")
            await #expect(throws: PostgresError.deadlineExceeded) {
                try await Deadline.$current.withValue(.now - .seconds(1)) {
                    try await pool.execute("insert into t values (1)")
                }
            }
            #expect(try await pool.row("select count(*) from t", as: Int.self) == 0)
        }
    }

    @Test func cancellationStopsTheServerAndTheConnectionStaysGood() async throws {
        try await withPool { _, pool in
            let task = Task {
                try await pool.withTransaction { tx in
                    try await tx.execute("create table never (n integer)")
                    try await tx.execute("select pg_sleep(30)")
                }
            }
            try await eventually { try await isSleeping(pool) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await !isSleeping(pool))
            #expect(try await pool.row("select to_regclass('never') is null", as: Bool.self))
            #expect(pool.usage.open == 2 && pool.usage.inUse == 0)
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await withPool { _, pool in
            try await pool.execute("create table t (n integer)")
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await pool.execute("insert into t values (1)")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await pool.row("select count(*) from t", as: Int.self) == 0)
        }
    }

    /// A request to cancel that comes too late must not hit the next statement of the connection.
    @Test func lateCancellationsHitNobodyElse() async throws {
        try await withPool { _, pool in
            for _ in 0..<100 {
                let task = Task { try await pool.row("select 1 from pg_sleep(0.001)", as: Int.self) }
                await Task.yield()
                task.cancel()
                _ = await task.result
                let two = try await pool.row("select 2 from pg_sleep(0.001)", as: Int.self)
                #expect(two == 2)
            }
        }
    }

    @Test func theLimitOfAStatementIsNotTheDeadline() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(
                observer: RecordingObserver(), change: { $0.statementLimit = .milliseconds(50) }
            ) { pool in
                let error = await #expect(throws: PostgresError.self) { try await pool.execute("select pg_sleep(30)") }
                #expect(error?.sqlState == .queryCanceled)
            }
        }
    }
}
