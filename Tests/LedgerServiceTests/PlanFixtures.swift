// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit

extension TestDatabase {
    /// How often each of the ledger's tables was read from end to end. No service may be running over the database.
    func sequentialScans(of tables: [String]) async throws -> [String: Int64] {
        try await withPool(size: 1) { admin in
            try await awaitReports(admin)
            let rows = try await admin.rows(
                """
                select relname::text, seq_scan from pg_stat_user_tables
                where schemaname = 'ledger' and relname = any(\(tables))
                """, as: (String, Int64).self)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
        }
    }

    /// Rows of these of the ledger's tables that scans of any kind have read. No service may be running over the
    /// database.
    func rowsRead(of tables: [String]) async throws -> Int64 {
        try await withPool(size: 1) { admin in
            try await awaitReports(admin)
            return try await admin.row(
                """
                select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables
                where schemaname = 'ledger' and relname = any(\(tables))
                """, as: Int64.self)
        }
    }

    /// Backends report when they end, so the end of the service's is awaited.
    private func awaitReports(_ admin: PostgresPool) async throws {
        let clock = ContinuousClock()
        let limit = clock.now + .seconds(30)
        while try await admin.row(
            """
            select count(*) from pg_stat_activity
            where usename = 'kontor_ledger' and datname = current_database()
            """, as: Int64.self) > 0
        {
            guard clock.now < limit else { throw PostgresError.deadlineExceeded }
            await Task.yield()
        }
    }
}
