// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres

extension Commands {
    /// How long a key is remembered at least, in days.
    package static let memoryDays: Int64 = 35
    private static let sliceSize: Int64 = 1000
    /// So many slices a run at most: what is left comes with the next.
    private static let slicesPerRun = 1000

    /// Deletes what is older than `memoryDays`, in short transactions. Several replicas may do it at once: each skips
    /// what another holds. Answers how many keys went.
    @discardableResult
    package func purge() async throws -> Int {
        var total = 0
        for _ in 0..<Commands.slicesPerRun {
            let count = try await database.execute(
                """
                delete from idempotency_key where (organisation_id, key) in (
                    select organisation_id, key from idempotency_key
                    where created_at < now() - \(Commands.memoryDays) * interval '1 day'
                    order by created_at limit \(Commands.sliceSize) for update skip locked)
                """)
            total += count
            if count < Commands.sliceSize { break }
        }
        return total
    }

    /// Purges every hour.
    package func purging(log: ServiceLog) -> BackgroundWork {
        .every(.seconds(3600), "purge of idempotency keys", log: log) {
            let count = try await purge()
            if count > 0 { log.info("purged idempotency keys", ["count": String(count)]) }
        }
    }
}
