// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// How far a live generation has come.
struct StoredFreshness: RowDecodable {
    let source: ServiceName
    let scope: UUIDValue
    let generation: Int32
    let position: FeedPosition
    let head: FeedPosition
    /// When the source's feeds were last listed.
    let listedAt: Instant?
    let completeAt: Instant?

    /// In the order of `FreshnessStore.columns`.
    init(row: inout Row) throws {
        source = try row.next()
        scope = try row.next()
        generation = try row.next()
        position = try row.next()
        head = try row.next()
        listedAt = try row.next()
        completeAt = try row.next()
    }

    func freshness(at now: Instant) -> SourceFreshness {
        // At the head, nothing was missing when the feeds were last listed.
        let known = position >= head ? [completeAt, listedAt].compactMap { $0 }.max() : completeAt
        return SourceFreshness(
            source: source, book: source == .ledger ? BookID(scope) : nil, position: position, head: head,
            readAt: listedAt,
            lagSeconds: known.map { Seconds(unchecked: max(0, (now.microseconds - $0.microseconds) / 1_000_000)) })
    }
}

enum FreshnessStore {
    private static var columns: SQL {
        "feed.source, feed.scope_id, feed.live_generation, position, head, listed_at, complete_at"
    }

    private static var live: SQL {
        """
        reporting.feed join reporting.feed_cursor
                on feed_cursor.organisation_id = feed.organisation_id and feed_cursor.source = feed.source
                    and feed_cursor.scope_id = feed.scope_id and feed_cursor.generation = feed.live_generation
            left join reporting.feed_source on feed_source.source = feed.source
        """
    }

    /// Nil while nothing was heard of the feed.
    static func feed(
        _ scope: UUIDValue, of source: ServiceName, _ organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> StoredFreshness? {
        try await database.optionalRow(
            """
            select \(columns) from \(live)
            where feed.organisation_id = \(organisation) and feed.source = \(source) and feed.scope_id = \(scope)
            """)
    }

    /// In the order of sources and scopes.
    static func feeds(
        of organisation: OrganisationID, after place: FreshnessPlace, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [StoredFreshness] {
        try await database.rows(
            """
            select \(columns) from \(live)
            where feed.organisation_id = \(organisation)
                and (feed.source, feed.scope_id) > (\(place.source.rawValue) collate "C", \(place.scope.uuid))
            order by feed.source, feed.scope_id limit \(limit)
            """)
    }
}

/// The last feed of a page.
struct FreshnessPlace: Codable, Sendable {
    let source: ServiceName
    /// A book or an organisation.
    let scope: BookID
}
