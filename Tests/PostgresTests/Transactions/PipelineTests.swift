// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct PipelineTests {
    private func withTable(
        _ body: (PostgresPool, RecordingObserver) async throws -> Void
    ) async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            try await database.withPool(observer: observer, change: { $0.poolSize = 2 }) { pool in
                try await pool.execute("create table entry (number bigint primary key, note text)")
                try await body(pool, observer)
            }
        }
    }

    @Test func statementsOfAPipelineShareARoundTrip() async throws {
        try await withTable { pool, observer async throws in
            let before = observer.record.trips.count
            let (count, numbers, row, none) = try await pool.pipeline(
                Query.execute("insert into entry values (1, 'a'), (2, \("b"))"),
                Query.rows("select number from entry order by number", as: Int.self),
                Query.row("select number, note from entry where number = \(2)", as: (Int, String?).self),
                Query.optionalRow("select note from entry where number = 3", as: String.self))
            #expect(count == 2 && numbers == [1, 2] && row == (2, "b") && none == nil)
            #expect(observer.record.trips.dropFirst(before).map(\.statements.count) == [4])
        }
    }

    @Test func aFailureTellsItsStatementAndUndoesTheWholePipeline() async throws {
        try await withTable { pool, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.batch([
                    "insert into entry values (1)", "insert into entry values (2)", "insert into entry values (1)",
                    "insert into entry values (3)",
                ])
            }
            #expect(error?.isUniqueViolation(of: "entry_pkey") == true)
            #expect(error?.serverError?.statementIndex == 2)
            #expect(try await pool.row("select count(*) from entry", as: Int.self) == 0)
            #expect(try await pool.batch([]).isEmpty)
        }
    }

    /// Lock and read, decide, write and commit: what the ledger does for a batch of entries.
    @Test func aWholeTransactionTakesTwoRoundTrips() async throws {
        try await withTable { pool, observer async throws in
            let before = observer.record.trips.count
            try await pool.withTransaction { tx in
                let (_, next) = try await tx.pipeline(
                    Query.execute("lock table entry in exclusive mode"),
                    Query.row("select count(*) + 1 from entry", as: Int.self))
                let numbers = (next..<(next + 1_000)).map { $0 }
                let count = try await tx.commit(
                    after: Query.execute("insert into entry select number, null from unnest(\(numbers)) as number"))
                #expect(count == 1_000)
            }
            #expect(observer.record.trips.count == before + 2)
            #expect(try await pool.row("select count(*) from entry", as: Int.self) == 1_000)
        }
    }

    /// Its end is not waited for, and comes before whatever its connection does next.
    @Test func aTransactionThatReadsTakesOneRoundTripAStatement() async throws {
        try await withTable { pool, observer async throws in
            let before = observer.record.trips.count
            let mode: SQL = "select current_setting('transaction_isolation'), pg_backend_pid()"
            let (isolation, backend) = try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) {
                tx in
                try await tx.row(mode, as: (String, Int).self)
            }
            #expect(isolation == "repeatable read")
            #expect(observer.record.trips.count == before + 1)
            let (next, same) = try await pool.row(mode, as: (String, Int).self)
            #expect(next == "read committed" && same == backend)
        }
    }

    @Test func aReadThatFailedIsNotTakenForAnAnswer() async throws {
        try await withTable { pool, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
                    _ = try? await tx.row("select 1 / 0", as: Int.self)
                }
            }
            #expect(error?.sqlState == SQLState("22012"))
            #expect(try await pool.row("select 1", as: Int.self) == 1)
        }
    }

    @Test func aCommitThatFailsLeavesNothing() async throws {
        try await withTable { pool, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction { tx in
                    _ = try await tx.commit(afterBatch: [
                        "insert into entry values (1)", "insert into entry values (1)",
                    ])
                }
            }
            #expect(error?.serverError?.statementIndex == 1)
            try await pool.execute("alter table entry add constraint later check (number < 10)")
            try await pool.execute("create table other (number bigint references entry deferrable initially deferred)")
            let deferred = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction { tx in
                    _ = try await tx.commit(after: Query.execute("insert into other values (5)"))
                }
            }
            #expect(deferred?.sqlState == .foreignKeyViolation)
            #expect(try await pool.row("select count(*) from entry", as: Int.self) == 0)
            #expect(try await pool.row("select count(*) from other", as: Int.self) == 0)
        }
    }

    @Test func aTransactionIsOverAfterItsCommit() async throws {
        try await withTable { pool, _ async throws in
            await #expect(throws: PostgresError.leaseEnded) {
                try await pool.withTransaction { tx in
                    _ = try await tx.commit(after: Query.execute("insert into entry values (1)"))
                    try await tx.execute("insert into entry values (2)")
                }
            }
            #expect(try await pool.rows("select number from entry", as: Int.self) == [1])
        }
    }

    /// More than the socket's buffers hold in either direction: neither side may block the other.
    @Test func largePipelinesDoNotBlock() async throws {
        try await withTable { pool, _ async throws in
            let text = String(repeating: "x", count: 1_000_000)
            let results = try await pool.batch(
                (1...40).map { "select \($0)::integer, \(text), repeat('y', 1000000)" as SQL })
            #expect(results.count == 40)
            let last = try results[39].rows(as: (Int, String, String).self)
            #expect(last[0].0 == 40 && last[0].1 == text && last[0].2.utf8.count == 1_000_000)
        }
    }

    @Test func concurrentStatementsOfATransactionTakeTurns() async throws {
        try await withTable { pool, _ async throws in
            let sum = try await pool.withTransaction { tx in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 1...50 {
                        group.addTask { try await tx.row("select \(number)", as: Int.self) }
                    }
                    return try await group.reduce(0, +)
                }
            }
            #expect(sum == 1_275)
        }
    }
}
