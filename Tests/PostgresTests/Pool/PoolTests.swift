// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct PoolTests {
    @Test func noMoreThanPoolSizeConnectionsServeManyCallers() async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            try await database.withPool(observer: observer, change: { $0.poolSize = 3 }) { pool in
                let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 1...200 {
                        group.addTask { try await pool.row("select \(number)", as: Int.self) }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(sum == 200 * 201 / 2)
                #expect((1...3).contains(observer.record.opened))
                #expect(pool.usage.inUse == 0 && pool.usage.waiting == 0)
                #expect(observer.record.usages.allSatisfy { $0.inUse <= 3 && $0.open <= 3 })
                #expect(observer.record.trips.count == 200)
            }
        }
    }

    @Test func aWaitHasALimit() async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            try await database.withPool(
                observer: observer,
                change: {
                    $0.poolSize = 1
                    $0.waitLimit = .milliseconds(500)
                }
            ) { pool in
                // The limit holds for the first connection too, which may take longer.
                try await eventually { (try? await pool.execute("select 1")) != nil }
                try await pool.withTransaction { tx in
                    try await tx.execute("select 1")
                    await #expect(throws: PostgresError.poolBusy) { try await pool.execute("select 1") }
                }
                try await eventually { (try? await pool.row("select 2", as: Int.self)) == 2 }
            }
        }
    }

    @Test func aFullQueueRefusesAtOnce() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(
                observer: RecordingObserver(),
                change: {
                    $0.poolSize = 1
                    $0.waitingLimit = 2
                    $0.waitLimit = .seconds(60)
                }
            ) { pool in
                try await pool.withTransaction { tx in
                    try await tx.execute("select 1")
                    let waiting = (1...2).map { _ in Task { try await pool.row("select 1", as: Int.self) } }
                    try await eventually { pool.usage.waiting == 2 }
                    await #expect(throws: PostgresError.poolBusy) { try await pool.execute("select 1") }
                    waiting[0].cancel()
                    await #expect(throws: CancellationError.self) { try await waiting[0].value }
                    #expect(pool.usage.waiting == 1)
                    waiting[1].cancel()
                    _ = await waiting[1].result
                }
            }
        }
    }

    @Test func aCallersDeadlineEndsItsWait() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(
                observer: RecordingObserver(), deadline: { Deadline.current }, change: { $0.poolSize = 1 }
            ) { pool in
                try await pool.withTransaction { tx in
                    try await tx.execute("select 1")
                    await #expect(throws: PostgresError.deadlineExceeded) {
                        try await Deadline.$current.withValue(.now + .milliseconds(50)) {
                            try await pool.execute("select 1")
                        }
                    }
                }
            }
        }
    }

    @Test func aClosedPoolRefusesCallersAndThoseThatWait() async throws {
        try await withDatabase(.empty) { database in
            let pool = try PostgresPool(configuration: database.configuration())
            let run = Task { await pool.run() }
            #expect(try await pool.row("select 1", as: Int.self) == 1)
            run.cancel()
            await run.value
            await #expect(throws: PostgresError.poolClosed) { try await pool.execute("select 1") }
        }
    }

    @Test func whoCannotLogInIsToldAtOnce() async throws {
        try await withDatabase(.empty) { database in
            for change: @Sendable (inout PostgresConfiguration) -> Void in [
                {
                    $0.user = "kontor_nobody"
                    $0.waitLimit = .seconds(600)
                },
                {
                    $0.database = "kontor_nowhere"
                    $0.waitLimit = .seconds(600)
                },
            ] {
                try await database.withPool(observer: RecordingObserver(), change: change) { pool in
                    let start = ContinuousClock.now
                    let error = await #expect(throws: PostgresError.self) { try await pool.execute("select 1") }
                    guard case .cannotConnect = error else {
                        Issue.record("\(String(describing: error))")
                        return
                    }
                    #expect(start.duration(to: .now) < .seconds(300))
                }
            }
        }
    }

    @Test func aMissingServerIsReportedAfterTheWait() async throws {
        var configuration = PostgresConfiguration(host: "/nonexistent", database: "kontor", user: "kontor_ledger")
        configuration.waitLimit = .seconds(2)
        let observer = RecordingObserver()
        let pool = try PostgresPool(configuration: configuration, observer: observer)
        defer { pool.close() }
        let error = await #expect(throws: PostgresError.self) { try await pool.execute("select 1") }
        #expect(error?.sqlState?.code == "08001")
        #expect(observer.record.failed > 1)
    }

    @Test func whatASessionChangedIsResetAtItsEnd() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let before = try await pool.row(
                    "select pg_backend_pid(), current_setting('search_path')", as: (Int, String).self)
                try await pool.withConnection { session in
                    try await session.execute("set search_path = elsewhere")
                    try await session.execute("select pg_advisory_lock(42)")
                    try await session.execute("create temporary table scratch (n integer)")
                    #expect(try await session.row("show search_path", as: String.self) == "elsewhere")
                }
                let after = try await pool.row(
                    "select pg_backend_pid(), current_setting('search_path')", as: (Int, String).self)
                #expect(after == before)
                let left = try await pool.row(
                    "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()", as: Int.self
                )
                #expect(left == 0)
                #expect(try await pool.row("select to_regclass('scratch') is null", as: Bool.self))
            }
        }
    }

    @Test func aSessionLeftInATransactionIsNotUsedAgain() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let first = try await pool.withConnection { session in
                    try await session.execute("begin")
                    return try await session.row("select pg_backend_pid()", as: Int.self)
                }
                #expect(try await pool.row("select pg_backend_pid()", as: Int.self) != first)
            }
        }
    }

    @Test func aLeaseDoesNotOutliveItsScope() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let session = try await pool.withConnection { $0 }
                await #expect(throws: PostgresError.leaseEnded) { try await session.execute("select 1") }
                let tx = try await pool.withTransaction { tx in
                    try await tx.execute("select 1")
                    return tx
                }
                await #expect(throws: PostgresError.leaseEnded) { try await tx.execute("select 1") }
                let idle = try await pool.withTransaction { $0 }
                await #expect(throws: PostgresError.leaseEnded) { try await idle.execute("select 1") }
            }
        }
    }

    @Test func warningsGoToTheObserver() async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            try await database.withPool(observer: observer) { pool in
                try await pool.execute("drop table if exists nothing")
                #expect(observer.record.warnings.count == 1)
            }
        }
    }
}
