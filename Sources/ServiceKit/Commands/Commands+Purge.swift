// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
package import Postgres

extension Commands {
    /// How long a key is remembered at least.
    package static let memory = Duration.seconds(35 * 86_400)
    private static let sliceSize: Int64 = 1000
    /// So many slices a run at most: what is left comes with the next.
    private static let slicesPerRun = 1000

    /// Deletes what is older than `memory`, in short transactions. Several replicas may do it at once: each skips
    /// what another holds. Answers how many keys went.
    @discardableResult
    package func purge(_ database: PostgresPool) async throws -> Int {
        let limit = now.adding(seconds: -Commands.memory.components.seconds)
        var total = 0
        for _ in 0..<Commands.slicesPerRun {
            let count = try await database.execute(
                """
                delete from idempotency_key where (organisation_id, key) in (
                    select organisation_id, key from idempotency_key where created_at < \(limit)
                    order by created_at limit \(Commands.sliceSize) for update skip locked)
                """)
            total += count
            if count < Commands.sliceSize { break }
        }
        return total
    }

    /// Purges every hour.
    package func purging(_ database: PostgresPool, log: ServiceLog) -> BackgroundWork {
        .every(.seconds(3600), "purge of idempotency keys", log: log) {
            let count = try await purge(database)
            if count > 0 { log.info("purged idempotency keys", ["count": String(count)]) }
        }
    }
}
