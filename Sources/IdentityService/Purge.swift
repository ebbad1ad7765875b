// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Deletes what nobody needs any longer, in short transactions. Several replicas may do it at once: each skips what
/// another holds.
enum Purge {
    static let interval = Duration.seconds(600)
    /// Ended sessions stay so long as evidence, in seconds.
    static let sessionMemory: Int64 = 30 * 86_400
    private static let sliceSize: Int64 = 1000
    /// What is left comes with the next run.
    private static let slicesPerRun = 100

    static func run(in executor: any PostgresExecutor, at now: Instant) async throws {
        try await inSlices {
            try await executor.execute(
                """
                delete from session where (organisation_id, session_id) in (
                    select organisation_id, session_id from session
                    where expires_at < \(now.adding(seconds: -sessionMemory))
                    order by expires_at limit \(sliceSize) for update skip locked)
                """)
        }
        try await inSlices {
            try await executor.execute(
                """
                delete from login_throttle where (kind, subject) in (
                    select kind, subject from login_throttle where drained_at <= \(now)
                    order by drained_at limit \(sliceSize) for update skip locked)
                """)
        }
    }

    private static func inSlices(_ delete: () async throws -> Int) async throws {
        for _ in 0..<slicesPerRun {
            guard try await delete() == sliceSize else { return }
        }
    }
}
