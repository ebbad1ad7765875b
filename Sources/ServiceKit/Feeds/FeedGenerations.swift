// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

/// Rebuilding what was made of feeds: the next generation grows beside the live one, replaces it when it has come as
/// far, and only then the old one is deleted.
package enum FeedGenerations {
    /// Rows of each table that one transaction deletes.
    private static let slice = 5_000

    /// Begins the next generation of every feed of a source, or goes on with one that is being built. Answers how many
    /// feeds there are.
    package static func begin(
        _ source: String, of organisation: OrganisationID? = nil, at now: Instant, in database: PostgresPool
    ) async throws -> Int {
        let next: SQL = """
            insert into feed_cursor (organisation_id, source, scope_id, generation, position, complete_at, moved_at)
            select organisation_id, source, scope_id, live_generation + 1, 0, null, \(now) from feed
            where source = \(source) and (\(organisation) is null or organisation_id = \(organisation))
            on conflict (organisation_id, source, scope_id, generation) do nothing
            """
        let count: SQL = """
            select count(*) from feed
            where source = \(source) and (\(organisation) is null or organisation_id = \(organisation))
            """
        return try await database.pipeline(.execute(next), .row(count, as: Int.self)).1
    }

    /// Whether some generation is being built or deleted.
    package static func areUnfinished(_ source: String, in database: PostgresPool) async throws -> Bool {
        try await database.row(
            """
            select exists (
                select from feed join feed_cursor using (organisation_id, source, scope_id)
                where source = \(source) and generation <> live_generation)
            """, as: Bool.self)
    }

    /// Makes a generation the live one when it is not behind it, so that no reader ever sees a feed go back.
    static func replaceLive(
        by projection: FeedProjection, of source: String, in database: PostgresPool
    ) async throws -> Bool {
        let scope = projection.scope
        return try await database.withTransaction { tx in
            let positions = try await tx.rows(
                """
                select position from feed_cursor
                where organisation_id = \(scope.organisation) and source = \(source) and scope_id = \(scope.id)
                    and generation in (\(projection.generation - 1), \(projection.generation))
                order by generation for update
                """, as: FeedPosition.self)
            guard positions.count == 2, positions[1] >= positions[0] else { return false }
            return try await tx.execute(
                """
                update feed set live_generation = \(projection.generation)
                where organisation_id = \(scope.organisation) and source = \(source) and scope_id = \(scope.id)
                    and live_generation = \(projection.generation - 1)
                """) == 1
        }
    }

    /// Deletes a slice of a generation that nobody reads any more; its cursor goes last.
    static func forget<Source: FeedSource>(
        _ projection: FeedProjection, of source: Source, in database: PostgresPool
    ) async throws -> Int {
        try await database.withTransaction { tx in
            guard try await FeedCursors.claim(projection, of: Source.name, in: tx) != nil else { return 0 }
            let count = try await source.forget(projection, limit: slice, in: tx)
            if count == 0 {
                try await tx.execute(
                    """
                    delete from feed_cursor
                    where organisation_id = \(projection.scope.organisation) and source = \(Source.name)
                        and scope_id = \(projection.scope.id) and generation = \(projection.generation)
                    """)
            }
            return count
        }
    }
}
