// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What happened with a client, latest first.
enum TimelineStore {
    /// Where a page ends. A position is of one change, so that no two events have one place.
    struct Place: Codable, Sendable {
        let happenedAt: Instant
        let position: FeedPosition
    }

    static func events(
        _ filter: TimelineFilter, kinds: [ClientFeedItem.Kind], of sight: Sight, after place: Place?,
        limit: Int64, in database: some PostgresExecutor
    ) async throws -> [TimelineRow] {
        let found = try await database.rows(
            statement(filter, kinds: kinds, of: sight, after: place, limit: limit), as: TimelineRow.self)
        // Those of clients that went into this one are there as well.
        let versions = found.compactMap { $0.change.client.map { ClientAt(client: $0.id, version: $0.version) } }
        if versions.isEmpty { return found }
        let changes = try await database.rows(
            assignmentChanges(in: versions, sight.organisation), as: VersionedChange.self)
        let changed = Dictionary(grouping: changes, by: \.place)
        return found.map { row in
            row.with(
                row.change.client.flatMap {
                    changed[ClientAt(client: $0.id, version: $0.version)]?.map(\.change)
                })
        }
    }

    /// Items and versions are looked up one by one, so that no plan reads the history of all clients instead.
    static func statement(
        _ filter: TimelineFilter, kinds: [ClientFeedItem.Kind], of sight: Sight, after place: Place?,
        limit: Int64
    ) -> SQL {
        var condition: SQL = """
            place.organisation_id = \(sight.organisation) and place.client_id = \(filter.client)
            and place.kind = any(\(kinds))\(LeadStore.leavesOutHidden(from: sight))
            """
        if let since = filter.since { condition += " and place.happened_at >= \(since)" }
        if let before = filter.before { condition += " and place.happened_at < \(before)" }
        if let place {
            condition += " and (place.happened_at, place.position) < (\(place.happenedAt), \(place.position))"
        }
        return """
            select place.happened_at, \(FeedStore.columns(of: sight, since: true))
            from (
                select place.organisation_id, place.position, place.happened_at from clients.timeline as place
                where \(condition)
                order by place.happened_at desc, place.position desc limit \(limit)
            ) as place
            cross join lateral (
                select * from clients.feed
                where feed.organisation_id = place.organisation_id and feed.position = place.position limit 1
            ) as item
            left join lateral (
                select * from clients.client_version as past
                where past.organisation_id = item.organisation_id and past.client_id = item.client_id
                    and past.version = item.version limit 1
            ) as version on true
            order by place.happened_at desc, place.position desc
            """
    }

    static func assignmentChanges(in versions: [ClientAt], _ organisation: OrganisationID) -> SQL {
        """
        select assignment.client_version, assignment.kind, \(AssignmentColumns.present)
        from unnest(\(versions.map(\.client)), \(versions.map(\.version))) as wanted (client_id, version)
        join clients.assignment_change as assignment
            on assignment.organisation_id = \(organisation) and assignment.client_id = wanted.client_id
                and assignment.client_version = wanted.version
        order by assignment.client_id, assignment.client_version, assignment.assignment_id
        """
    }

    private struct VersionedChange: RowDecodable {
        let version: Version
        let change: AssignmentChange

        var place: ClientAt { ClientAt(client: change.assignment.client, version: version) }

        init(row: inout Row) throws {
            version = try row.next()
            change = AssignmentChange(kind: try row.next(), assignment: try Assignment(row: &row))
        }
    }
}

struct TimelineRow: RowDecodable {
    let happenedAt: Instant
    let change: ClientFeedItem
    /// About the bytes of the event as JSON.
    let size: Int

    init(row: inout Row) throws {
        happenedAt = try row.next()
        let item = try FeedRow(row: &row)
        change = item.item
        size = item.size
    }

    private init(_ happenedAt: Instant, _ change: ClientFeedItem, size: Int) {
        self.happenedAt = happenedAt
        self.change = change
        self.size = size
    }

    func with(_ changes: [AssignmentChange]?) -> TimelineRow {
        TimelineRow(happenedAt, change.with(changes), size: size)
    }

    var event: TimelineEvent { TimelineEvent(happenedAt: happenedAt, change: change) }
    var place: TimelineStore.Place { TimelineStore.Place(happenedAt: happenedAt, position: change.position) }
}
