// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Feeds that were issued; revoked and expired ones are deleted.
enum CalendarFeedStore {
    /// Feeds of a user at most.
    static let limit = 10

    static func feeds(
        of user: UserID, in organisation: OrganisationID, at now: Instant, _ database: some PostgresExecutor
    ) async throws -> [CalendarFeed] {
        try await database.rows(
            """
            select feed_id, label, created_at, expires_at, last_read_at from clients.calendar_feed
            where organisation_id = \(organisation) and user_id = \(user) and expires_at > \(now)
            order by feed_id
            """, as: CalendarFeedRow.self
        ).map(\.feed)
    }

    static func insert(
        _ feed: CalendarFeed, digest: [UInt8], of user: UserID, permissions: [Permission],
        in organisation: OrganisationID
    ) -> SQL {
        """
        insert into clients.calendar_feed (
            organisation_id, feed_id, user_id, secret_digest, label, permissions, created_at, expires_at)
        values (
            \(organisation), \(feed.id), \(user), \(digest), \(feed.label), \(permissions), \(feed.createdAt),
            \(feed.expiresAt))
        """
    }

    /// Whether there was one.
    static func delete(
        _ feed: CalendarFeedID, of user: UserID, in organisation: OrganisationID, at now: Instant,
        _ database: some PostgresExecutor
    ) async throws -> Bool {
        try await database.execute(
            """
            delete from clients.calendar_feed
            where organisation_id = \(organisation) and user_id = \(user) and feed_id = \(feed) and expires_at > \(now)
            """) > 0
    }

    /// Whose agenda a secret opens; nil when it opens none. Notes that it was read.
    static func holder(
        ofDigest digest: [UInt8], at now: Instant, in database: some PostgresExecutor
    ) async throws -> Caller? {
        let found = try await database.optionalRow(
            """
            select organisation_id, user_id, permissions from clients.calendar_feed
            where secret_digest = \(digest) and expires_at > \(now)
            """, as: (OrganisationID, UserID, [String]).self)
        guard let (organisation, user, words) = found else { return nil }
        try await database.execute(
            """
            update clients.calendar_feed set last_read_at = \(now)
            where secret_digest = \(digest)
                and (last_read_at is null or last_read_at < \(now.adding(seconds: -3600)))
            """)
        return Caller(
            subject: .user(user), organisation: organisation,
            permissions: PermissionSet(words.compactMap { Permission(rawValue: $0) }))
    }

    static func purge(at now: Instant, _ database: PostgresPool) async throws {
        try await database.execute("delete from clients.calendar_feed where expires_at <= \(now)")
    }
}

private struct CalendarFeedRow: RowDecodable {
    let feed: CalendarFeed

    init(row: inout Row) throws {
        feed = CalendarFeed(
            id: try row.next(), label: try row.next(), createdAt: try row.next(), expiresAt: try row.next(),
            lastReadAt: try row.next())
    }
}
