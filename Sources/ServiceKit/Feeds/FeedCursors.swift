// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

/// How far each feed has been read: the consumer's own table
/// `feed_cursor (source text, organisation_id uuid, scope_id uuid, position bigint, head bigint, moved_at timestamptz)`
/// with `(organisation_id, source, scope_id)` as primary key.
package enum FeedCursors {
    package struct Cursor: Sendable, Equatable, RowDecodable {
        package let source: String
        package let scope: FeedScope
        package let position: FeedPosition
        /// The latest position that the source told.
        package let head: FeedPosition
        /// When the cursor moved last.
        package let movedAt: Instant

        package init(row: inout Row) throws {
            source = try row.next()
            scope = FeedScope(organisation: try row.next(), id: try row.next())
            position = try row.next()
            head = try row.next()
            movedAt = try row.next()
        }
    }

    /// The cursors of an organisation, all of a source's, or all there are; for answers that say how fresh they are.
    package static func all(
        of organisation: OrganisationID? = nil, source: String? = nil, in database: any PostgresExecutor
    ) async throws -> [Cursor] {
        try await database.rows(
            """
            select source, organisation_id, scope_id, position, head, moved_at from feed_cursor
            where (\(organisation) is null or organisation_id = \(organisation))
                and (\(source) is null or source = \(source))
            order by organisation_id, source, scope_id
            """)
    }

    /// Notes feeds and their heads; new ones begin at 0.
    static func note(
        _ heads: [(scope: FeedScope, head: FeedPosition)], of source: String, at now: Instant, in database: PostgresPool
    ) async throws {
        try await database.execute(
            """
            insert into feed_cursor (source, organisation_id, scope_id, position, head, moved_at)
            select \(source), organisation_id, scope_id, 0, head, \(now)
            from unnest(
                \(heads.map(\.scope.organisation)), \(heads.map(\.scope.id)), \(heads.map(\.head))
            ) as feed (organisation_id, scope_id, head)
            order by organisation_id, scope_id
            on conflict (organisation_id, source, scope_id) do update set head = excluded.head
            where feed_cursor.head <> excluded.head
            """)
    }

    /// The position, with the row locked; nil while somebody else reads this feed.
    static func lock(_ scope: FeedScope, of source: String, in tx: Transaction) async throws -> FeedPosition? {
        try await tx.optionalRow(
            """
            select position from feed_cursor
            where organisation_id = \(scope.organisation) and source = \(source) and scope_id = \(scope.id)
            for update skip locked
            """, as: FeedPosition.self)
    }

    /// Goes with the commit.
    static func move(
        _ scope: FeedScope, of source: String, to position: FeedPosition, head: FeedPosition, at now: Instant
    ) -> SQL {
        """
        update feed_cursor
        set position = \(position), head = greatest(head, \(head), \(position)), moved_at = \(now)
        where organisation_id = \(scope.organisation) and source = \(source) and scope_id = \(scope.id)
        """
    }
}
