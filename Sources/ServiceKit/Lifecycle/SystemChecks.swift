// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres

/// What every service needs to be ready.
enum SystemChecks {
    private struct NotReady: Error, CustomStringConvertible {
        let description: String
    }

    static func database(_ database: PostgresPool) -> ReadinessCondition {
        ReadinessCondition("database") {
            _ = try await database.row("select 1", as: Int64.self)
        }
    }

    /// The start has compared every step. From then on only what was lost counts, after a restore: a newer release
    /// may add steps while this one still serves.
    static func migrations(_ migrator: Migrator, _ database: PostgresPool) -> ReadinessCondition {
        ReadinessCondition("migrations") {
            let wanted = Int64(migrator.migrations.count)
            let applied = try await database.row(
                "select count(*) from schema_migration where number <= \(wanted)", as: Int64.self)
            guard applied == wanted else {
                throw NotReady(description: "\(wanted - applied) migrations of schema \(migrator.schema) are missing")
            }
        }
    }

    static func keys(_ keys: KeyCache) -> ReadinessCondition {
        ReadinessCondition("keys") {
            guard await keys.hasKeys else {
                throw NotReady(description: "the keys to verify tokens have not been had yet")
            }
        }
    }
}
