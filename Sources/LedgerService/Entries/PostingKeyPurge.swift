// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import ServiceKit

/// Forgets the keys of postings that became no entry: refusals, and what was done to holds. An entry's own key stays
/// for good.
enum PostingKeyPurge {
    private static let sliceSize: Int64 = 1000
    /// So many slices a run at most: what is left comes with the next.
    private static let slicesPerRun = 1000

    /// Deletes what is older than other commands' keys may be, in short transactions; of several replicas one at a
    /// time. Answers how many keys went.
    @discardableResult
    static func run(in database: PostgresPool) async throws -> Int {
        var total = 0
        for _ in 0..<slicesPerRun {
            let count = try await database.withTransaction { tx in
                guard try await tx.row(turn, as: Bool.self) else { return 0 }
                return try await tx.execute(slice)
            }
            total += count
            if count < Int(sliceSize) { break }
        }
        return total
    }

    private static let turn: SQL = "select pg_try_advisory_xact_lock(hashtext('ledger.posting_key'))"

    private static let slice: SQL = """
        delete from ledger.posting_key where (book_id, key) in (
            select book_id, key from ledger.posting_key
            where created_on < current_date - \(Commands.memoryDays)::integer limit \(sliceSize))
        """
}
