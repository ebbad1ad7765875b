// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import Logging
import Postgres
import ServiceKit
import TestKit
import Testing

@Suite struct DatabaseMetricsTests {
    @Test func aSlowRoundTripIsLoggedWithoutItsParameters() async throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        let log = ServiceLog(
            Logger(label: "test") { _ in
                JSONLogHandler(origin: LogOrigin(service: "test", version: "1"), level: .info, sink: pipe.sink)
            })
        let metrics = ServiceMetrics()
        try await withDatabase(.roles) { database in
            var configuration = database.configuration(as: .ledger)
            configuration.poolSize = 1
            let pool = try PostgresPool(
                configuration: configuration, observer: DatabaseMetrics(metrics, log: log, slow: .milliseconds(50)))
            defer { pool.close() }
            _ = try await pool.row("select 1 + \(Int64(1))", as: Int64.self)
            _ = try await pool.row("select \("hunter2") || pg_sleep(0.06)::text", as: String.self)
            await #expect(throws: PostgresError.self) { try await pool.execute("select 1 / 0") }
        }
        // Others may be slow as well, on a busy machine.
        let lines = pipe.lines().filter { $0.contains("slow round trip") && $0.contains("pg_sleep") }
        #expect(lines.count == 1)
        let line = try JSONDocument(parsing: Array(try #require(lines.first).utf8)).root
        #expect(line.member("statements")?.string?.contains("select $1 || pg_sleep(0.06)::text") == true)
        #expect(lines.first?.contains("hunter2") == false)
        let text = metrics.registry.exposition()
        #expect(text.contains(#"db_round_trip_seconds_count{outcome="failure"} 1"#))
    }
}
