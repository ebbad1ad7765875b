// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import Synchronization
import TestKit
import Testing

@Suite struct TransactionLineTests {
    private func withCounter(
        _ body: (PostgresPool, TransactionLine) async throws -> Void
    ) async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(observer: RecordingObserver(), change: { $0.poolSize = 2 }) { pool in
                try await pool.execute("create table counter (value bigint not null)")
                try await pool.execute("insert into counter values (0)")
                try await body(pool, TransactionLine(pool))
            }
        }
    }

    /// Moves the counter on from one value alone.
    private static func step(from value: Int64) -> SQL {
        """
        with moved as (update counter set value = value + 1 where value = \(value) returning 1)
        select 1 / count(*) from moved
        """
    }

    @Test func whatIsHandedOverRunsInItsOrder() async throws {
        try await withCounter { pool, line async throws in
            try await withThrowingTaskGroup { group in
                for value in Int64(0)..<20 {
                    // Each is handed over while those before it may still run.
                    await withCheckedContinuation { next in
                        group.addTask {
                            try await line.commit([Self.step(from: value)]) { next.resume() }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await pool.row("select value from counter", as: Int64.self) == 20)
            #expect(pool.usage.inUse == 0)
        }
    }

    @Test func afterAFailureTheNextBeginsAnew() async throws {
        try await withCounter { pool, line async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await line.commit([Self.step(from: 0), Self.step(from: 5)]) {}
            }
            #expect(error?.sqlState?.code == "22012")
            try await line.commit([Self.step(from: 0)]) {}
            #expect(try await pool.row("select value from counter", as: Int64.self) == 1)
            #expect(pool.usage.inUse == 0)
        }
    }

    @Test func aStatementThatCannotBeSentLeavesTheLineFree() async throws {
        try await withCounter { pool, line async throws in
            await #expect(throws: PostgresError.self) { try await line.commit(["select \("a\0b")"]) {} }
            try await line.commit([Self.step(from: 0)]) {}
            #expect(pool.usage.inUse == 0)
        }
    }
}
