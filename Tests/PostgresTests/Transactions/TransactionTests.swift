// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct TransactionTests {
    struct Refusal: Error, Equatable {}

    private func withTable(
        size: Int = 4, _ body: (PostgresPool, RecordingObserver) async throws -> Void
    ) async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            try await database.withPool(
                observer: observer, deadline: { Deadline.current }, change: { $0.poolSize = size }
            ) { pool in
                try await pool.execute("create table account (id integer primary key, amount bigint not null)")
                try await pool.execute("insert into account select id, 0 from generate_series(1, 10) as id")
                try await body(pool, observer)
            }
        }
    }

    @Test func aTransactionIsAllOrNothing() async throws {
        try await withTable { pool, _ async throws in
            let answer = try await pool.withTransaction { tx in
                try await tx.execute("update account set amount = 1 where id = 1")
                return "kept"
            }
            #expect(answer == "kept")
            await #expect(throws: Refusal()) {
                try await pool.withTransaction { tx in
                    try await tx.execute("update account set amount = 2 where id = 1")
                    throw Refusal()
                }
            }
            #expect(try await pool.row("select amount from account where id = 1", as: Int.self) == 1)
            #expect(pool.usage.inUse == 0)
        }
    }

    @Test func aRefusedStatementUndoesTheRest() async throws {
        try await withTable { pool, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction { tx in
                    try await tx.execute("update account set amount = 2 where id = 1")
                    try await tx.execute("insert into account values (1, 0)")
                }
            }
            #expect(error?.isUniqueViolation(of: "account_pkey") == true)
            #expect(try await pool.row("select amount from account where id = 1", as: Int.self) == 0)
        }
    }

    /// The server answers COMMIT with ROLLBACK after a failure, and calls that a success.
    @Test func aFailureThatTheClosureHidesIsStillNoCommit() async throws {
        try await withTable { pool, _ async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction { tx in
                    try await tx.execute("update account set amount = 2 where id = 1")
                    _ = try? await tx.execute("insert into account values (1, 0)")
                }
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(try await pool.row("select amount from account where id = 1", as: Int.self) == 0)
        }
    }

    @Test func anEmptyTransactionSendsNothing() async throws {
        try await withTable { pool, observer async throws in
            let before = observer.record.trips.count
            try await pool.withTransaction { _ in }
            #expect(observer.record.trips.count == before)
        }
    }

    @Test func isolationAndReadOnlyAreWhatWasAskedFor() async throws {
        try await withTable { pool, _ async throws in
            for (isolation, text) in [
                (Isolation.readCommitted, "read committed"), (.repeatableRead, "repeatable read"),
                (.serializable, "serializable"),
            ] {
                let settings = try await pool.withTransaction(isolation: isolation, readOnly: true) { tx in
                    try await tx.row(
                        "select current_setting('transaction_isolation'), current_setting('transaction_read_only')",
                        as: (String, String).self)
                }
                #expect(settings == (text, "on"))
            }
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(readOnly: true) { tx in try await tx.execute("delete from account") }
            }
            #expect(error?.sqlState?.code == "25006")
        }
    }

    @Test func aSavepointUndoesItsOwnPartAlone() async throws {
        try await withTable { pool, _ async throws in
            try await pool.withTransaction { tx in
                await #expect(throws: Refusal()) {
                    // Before anything was sent.
                    try await tx.savepoint { throw Refusal() }
                }
                try await tx.execute("update account set amount = 1 where id = 1")
                let error = await #expect(throws: PostgresError.self) {
                    try await tx.savepoint {
                        try await tx.execute("update account set amount = 2 where id = 2")
                        try await tx.execute("insert into account values (1, 0)")
                    }
                }
                #expect(error?.sqlState == .uniqueViolation)
                try await tx.savepoint {
                    try await tx.execute("update account set amount = 3 where id = 3")
                    _ = try? await tx.savepoint {
                        try await tx.execute("update account set amount = 4 where id = 4")
                        throw Refusal()
                    }
                }
                try await tx.savepoint {}
            }
            let amounts = try await pool.rows("select amount from account order by id limit 4", as: Int.self)
            #expect(amounts == [1, 0, 3, 0])
        }
    }

    /// Both read before either writes: the second to write fails and runs again.
    @Test func serializationFailuresAreRetried() async throws {
        try await withTable { pool, observer async throws in
            let gate = Gate(parties: 2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        try await pool.withTransaction(isolation: .repeatableRead) { tx in
                            let amount = try await tx.row("select amount from account where id = 1", as: Int.self)
                            await gate.pass()
                            try await tx.execute("update account set amount = \(amount + 1) where id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await pool.row("select amount from account where id = 1", as: Int.self) == 2)
            #expect(observer.record.retries.map(\.sqlState) == [.serializationFailure])
        }
    }

    /// Two transactions meet in opposite order; the server ends one of them, which then succeeds.
    @Test func deadlocksAreRetried() async throws {
        try await withTable { pool, observer async throws in
            let gate = Gate(parties: 2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await pool.withTransaction { tx in
                            try await tx.execute("update account set amount = amount + 1 where id = \(first)")
                            await gate.pass()
                            try await tx.execute("update account set amount = amount + 1 where id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await pool.rows("select amount from account order by id limit 2", as: Int.self) == [2, 2])
            #expect(Set(observer.record.retries.map(\.sqlState)) == [.deadlockDetected])
        }
    }

    @Test func retriesHaveABound() async throws {
        try await withTable { pool, observer async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(attempts: 3) { tx in
                    try await tx.execute("do $$ begin raise exception sqlstate '40001'; end $$")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
            #expect(observer.record.retries.count == 2)
            // Also when the closure makes an error of its own of it.
            await #expect(throws: Refusal()) {
                try await pool.withTransaction(attempts: 2) { tx in
                    do {
                        try await tx.execute("do $$ begin raise exception sqlstate '40P01'; end $$")
                    } catch { throw Refusal() }
                }
            }
            #expect(observer.record.retries.count == 3)
        }
    }

    @Test func aTransactionThatWaitsForALockKeepsItsDeadline() async throws {
        try await withTable { pool, _ async throws in
            try await pool.withTransaction { tx in
                try await tx.execute("update account set amount = 1 where id = 1")
                await #expect(throws: PostgresError.deadlineExceeded) {
                    try await Deadline.$current.withValue(.now + .milliseconds(100)) {
                        try await pool.withTransaction { other in
                            try await other.execute("update account set amount = 2 where id = 1")
                        }
                    }
                }
            }
            #expect(try await pool.row("select amount from account where id = 1", as: Int.self) == 1)
        }
    }
}
