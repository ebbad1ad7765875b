// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

/// How far each feed has been read: tables of the reader's own schema.
///
/// - `feed_source (source, listed_at)`: when all feeds of a service were last listed;
/// - `feed (organisation_id, source, scope_id, head, live_generation)`: the feeds and their latest known positions;
/// - `feed_cursor (organisation_id, source, scope_id, generation, position, complete_at, moved_at)`: a row for each
///   generation. The one after the live is being built, those before it are waiting to be deleted.
///
/// Rows are locked in this order: cursors by generation, then the feed.
package enum FeedCursors {
    /// A feed that is not at rest: there is more to read, a generation to finish, or one to delete.
    package struct Cursor: Sendable, Equatable, RowDecodable {
        package let projection: FeedProjection
        package let liveGeneration: Int32
        package let position: FeedPosition
        /// The latest position that the source told.
        package let head: FeedPosition
        /// When the generation was last known to hold everything; nil before the first time.
        package let completeAt: Instant?

        package init(row: inout Row) throws {
            let scope = FeedScope(organisation: try row.next(), id: try row.next())
            projection = FeedProjection(scope: scope, generation: try row.next())
            liveGeneration = try row.next()
            position = try row.next()
            head = try row.next()
            completeAt = try row.next()
        }

        package var isLive: Bool { projection.generation == liveGeneration }
        package var isBuilt: Bool { projection.generation > liveGeneration }
        package var isRetired: Bool { projection.generation < liveGeneration }
    }

    /// Notes feeds and their heads; new ones begin at 0. Does nothing while another replica is at it.
    static func note(
        _ feeds: [(scope: FeedScope, head: FeedPosition)], of source: String, at now: Instant, in database: PostgresPool
    ) async throws {
        // A feed that moved between two pages of the list may stand there twice.
        let heads = Dictionary(feeds.map { ($0.scope, $0.head) }, uniquingKeysWith: max)
        let scopes = Array(heads.keys)
        let (organisations, ids) = (scopes.map(\.organisation), scopes.map(\.id))
        let positions = scopes.map { heads[$0] ?? .start }
        try await database.withTransaction { tx in
            let isMine = try await tx.row(
                "select pg_try_advisory_xact_lock(hashtext('feed'), hashtext(\(source)))", as: Bool.self)
            guard isMine else { return }
            _ = try await tx.commit(afterBatch: [
                keepCompletion(organisations, ids, positions, of: source),
                keepHeads(organisations, ids, positions, of: source, at: now),
                """
                insert into feed_source (source, listed_at) values (\(source), \(now))
                on conflict (source) do update set listed_at = greatest(feed_source.listed_at, excluded.listed_at)
                """,
            ])
        }
    }

    /// A cursor that was at the head until now was complete when the feeds were listed before.
    private static func keepCompletion(
        _ organisations: [OrganisationID], _ ids: [UUIDValue], _ heads: [FeedPosition], of source: String
    ) -> SQL {
        """
        update feed_cursor set complete_at = greatest(feed_cursor.complete_at, feed_source.listed_at)
        from unnest(\(organisations), \(ids), \(heads)) as told (organisation_id, scope_id, head)
            join feed on feed.organisation_id = told.organisation_id and feed.source = \(source)
                and feed.scope_id = told.scope_id
            join feed_source on feed_source.source = feed.source
        where feed_cursor.organisation_id = feed.organisation_id and feed_cursor.source = feed.source
            and feed_cursor.scope_id = feed.scope_id and feed_cursor.generation = feed.live_generation
            and told.head > feed.head and feed_cursor.position >= feed.head
        """
    }

    private static func keepHeads(
        _ organisations: [OrganisationID], _ ids: [UUIDValue], _ heads: [FeedPosition], of source: String,
        at now: Instant
    ) -> SQL {
        """
        with noted as (
            insert into feed (organisation_id, source, scope_id, head, live_generation)
            select organisation_id, \(source), scope_id, head, 1
            from unnest(\(organisations), \(ids), \(heads)) as told (organisation_id, scope_id, head)
            order by organisation_id, scope_id
            on conflict (organisation_id, source, scope_id) do update set head = excluded.head
            where feed.head < excluded.head
            returning organisation_id, source, scope_id, live_generation
        )
        insert into feed_cursor (organisation_id, source, scope_id, generation, position, complete_at, moved_at)
        select organisation_id, source, scope_id, live_generation, 0, null, \(now) from noted
        on conflict (organisation_id, source, scope_id, generation) do nothing
        """
    }

    /// What there is to do, live generations first.
    static func due(_ source: String, in database: some PostgresExecutor) async throws -> [Cursor] {
        try await database.rows(
            """
            select organisation_id, scope_id, generation, live_generation, position, head, complete_at
            from feed join feed_cursor using (organisation_id, source, scope_id)
            where source = \(source) and (position < head or generation <> live_generation)
            order by generation <> live_generation, organisation_id, scope_id, generation
            """)
    }

    static func position(
        of projection: FeedProjection, _ source: String, in database: some PostgresExecutor
    ) async throws -> FeedPosition? {
        try await database.optionalRow(
            """
            select position from feed_cursor
            where organisation_id = \(projection.scope.organisation) and source = \(source)
                and scope_id = \(projection.scope.id) and generation = \(projection.generation)
            """, as: FeedPosition.self)
    }

    /// The position, with the row locked to the end of the transaction; nil while another replica reads this feed.
    static func claim(
        _ projection: FeedProjection, of source: String, in tx: Transaction
    ) async throws -> FeedPosition? {
        try await tx.optionalRow(
            """
            select position from feed_cursor
            where organisation_id = \(projection.scope.organisation) and source = \(source)
                and scope_id = \(projection.scope.id) and generation = \(projection.generation)
            for update skip locked
            """, as: FeedPosition.self)
    }

    /// Go with the commit. `head` is what the page told.
    static func move(
        _ projection: FeedProjection, of source: String, to position: FeedPosition, head: FeedPosition,
        at now: Instant
    ) -> [SQL] {
        let scope = projection.scope
        return [
            """
            update feed_cursor set position = \(position), moved_at = \(now),
                complete_at = case when \(position) >= \(head) then \(now) else complete_at end
            where organisation_id = \(scope.organisation) and source = \(source) and scope_id = \(scope.id)
                and generation = \(projection.generation)
            """,
            """
            update feed set head = \(head)
            where organisation_id = \(scope.organisation) and source = \(source) and scope_id = \(scope.id)
                and head < \(head)
            """,
        ]
    }
}
