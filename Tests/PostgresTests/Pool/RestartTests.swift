// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

/// Each test has a cluster of its own: nobody else's server goes away.
@Suite struct RestartTests {
    private func withServer(
        _ body: (TestCluster, PostgresPool, RecordingObserver) async throws -> Void
    ) async throws {
        let cluster = try await TestCluster.start(durable: true)
        let observer = RecordingObserver()
        let pool = try PostgresPool(configuration: cluster.configuration(), observer: observer)
        defer { pool.close() }
        try await pool.execute("create table t (n integer)")
        try await body(cluster, pool, observer)
    }

    @Test(arguments: [TestCluster.StopMode.fast, .immediate])
    func theNextCallAfterARestartWorks(mode: TestCluster.StopMode) async throws {
        try await withServer { cluster, pool, observer async throws in
            try await cluster.restart(mode)
            try await pool.execute("insert into t values (1)")
            let count = try await pool.withTransaction { tx in
                try await tx.execute("insert into t values (2)")
                return try await tx.row("select count(*) from t", as: Int.self)
            }
            #expect(count == 2)
            #expect(observer.record.lost >= 1)
        }
    }

    @Test func callersWaitForAServerThatComesBack() async throws {
        try await withServer { cluster, pool, observer async throws in
            try await cluster.stop(.fast)
            let call = Task { try await pool.row("select count(*) from t", as: Int.self) }
            try await eventually { observer.record.failed > 0 }
            try await cluster.resume()
            #expect(try await call.value == 0)
        }
    }

    @Test func aTransactionThatLosesItsServerRunsAgain() async throws {
        try await withServer { cluster, pool, observer async throws in
            let attempts = Counter()
            try await pool.withTransaction { tx in
                try await tx.execute("insert into t values (1)")
                if await attempts.next() == 1 { try await cluster.restart(.immediate) }
                try await tx.execute("insert into t values (2)")
            }
            #expect(try await pool.rows("select n from t order by n", as: Int.self) == [1, 2])
            #expect(observer.record.retries == [.connectionLost(outcomeUnknown: false)])
        }
    }

    @Test func aStatementThatWasUnderWayHasAnUnknownOutcome() async throws {
        try await withServer { cluster, pool, _ async throws in
            let call = Task { try await pool.execute("insert into t select 1 from pg_sleep(30)") }
            try await eventually {
                try await pool.row(
                    "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep'", as: Bool.self)
            }
            try await cluster.restart(.immediate)
            await #expect(throws: PostgresError.connectionLost(outcomeUnknown: true)) { try await call.value }
            #expect(try await pool.row("select count(*) from t", as: Int.self) == 0)
        }
    }

    @Test func aCommitThatWasUnderWayHasAnUnknownOutcome() async throws {
        try await withServer { cluster, pool, _ async throws in
            // A deferred trigger keeps COMMIT busy.
            try await pool.withConnection { session in
                _ = try await session.batch([
                    """
                    create function wait() returns trigger language plpgsql as
                    $$ begin perform pg_sleep(30); return null; end $$
                    """,
                    """
                    create constraint trigger waits after insert on t deferrable initially deferred
                    for each row execute function wait()
                    """,
                ])
            }
            let call = Task {
                try await pool.withTransaction { tx in try await tx.execute("insert into t values (1)") }
            }
            try await eventually {
                try await pool.row(
                    "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep' and query = 'commit'",
                    as: Bool.self)
            }
            try await cluster.restart(.immediate)
            await #expect(throws: PostgresError.connectionLost(outcomeUnknown: true)) { try await call.value }
        }
    }

    @Test func aTerminatedBackendIsReplaced() async throws {
        try await withServer { _, pool, observer async throws in
            let (idle, open) = try await pool.withTransaction { tx in
                try await tx.execute("select 1")
                let idle = try await pool.row("select pg_backend_pid()", as: Int32.self)
                try await tx.execute("select pg_terminate_backend(\(idle))")
                // Noticed while nobody uses it.
                try await eventually { pool.usage.open == 1 }
                return (idle, pool.usage.open)
            }
            #expect(open == 1 && observer.record.lost == 1)
            #expect(try await pool.row("select pg_backend_pid()", as: Int32.self) != idle)
        }
    }
}

actor Counter {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}
