// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Changes with the images before and after them, latest first. Every write leaves an image of each record that it
/// changes: a fact, or a version of a client.
enum HistoryStore {
    /// Where a page ends. A position is of one change, so that no two have one place.
    struct Place: Codable, Sendable, Equatable {
        let happenedAt: Instant
        let position: FeedPosition
    }

    static func rows(
        _ scope: HistoryScope, after place: Place?, limit: Int64, in database: some PostgresExecutor
    ) async throws -> [HistoryRow] {
        let found = try await database.rows(
            statement(scope, after: place, limit: limit), as: HistoryRow.self)
        guard let client = scope.filter.client, found.contains(where: \.isClient) else { return found }
        let wanted = found.filter(\.isClient).map(\.version)
        let (versions, changes) = try await database.pipeline(
            Postgres.Query.rows(
                Self.versions(of: client, around: wanted, scope.organisation), as: HistoryVersion.self),
            Postgres.Query.rows(
                assignments(of: client, in: wanted, scope.organisation), as: HistoryAssignment.self))
        let known = Dictionary(versions.map { ($0.client.version, $0) }, uniquingKeysWith: { $1 })
        let changed = Dictionary(grouping: changes, by: \.version)
        return try found.map { row in
            guard row.isClient, let present = known[row.version] else { return row }
            var row = row
            row.author = present.author
            row.image = try StoredRecord.encode(present.client)
            row.former = try known[Version(unchecked: row.version.rawValue - 1)].map {
                try StoredRecord.encode($0.client)
            }
            row.assignments = changed[row.version]?.map(\.step) ?? []
            return row
        }
    }

    static func statement(_ scope: HistoryScope, after place: Place?, limit: Int64) -> SQL {
        """
        select place.happened_at, item.position, item.kind, coalesce(item.record_id, item.client_id), item.version,
            item.recorded_at, present.recorded_by, \(places("item", of: scope.sight)), present.record,
            \(places("earlier", of: scope.sight)),
            case when \(isSeen("earlier", scope)) then former.record end
        from (\(selection(scope, after: place, limit: limit))) as place
        cross join lateral (
            select * from clients.feed
            where feed.organisation_id = \(scope.organisation) and feed.position = place.position limit 1
        ) as item
        left join lateral (
            select fact.record, fact.recorded_by from clients.fact
            where fact.organisation_id = \(scope.organisation) and fact.kind = item.kind
                and fact.record_id = item.record_id and fact.version = item.version limit 1
        ) as present on true
        left join lateral (
            select feed.about, feed.kind from clients.feed
            where feed.organisation_id = \(scope.organisation) and feed.kind = item.kind
                and feed.record_id = item.record_id and feed.version = item.version - 1 limit 1
        ) as earlier on true
        left join lateral (
            select fact.record from clients.fact
            where fact.organisation_id = \(scope.organisation) and fact.kind = item.kind
                and fact.record_id = item.record_id and fact.version = item.version - 1 limit 1
        ) as former on true
        order by place.happened_at desc, place.position desc
        """
    }

    /// Times and positions of the changes of a page.
    private static func selection(_ scope: HistoryScope, after place: Place?, limit: Int64) -> SQL {
        let filter = scope.filter
        var condition: SQL = "place.organisation_id = \(scope.organisation)"
        if let client = filter.client {
            condition += " and place.client_id = \(client) and place.kind = any(\(scope.kinds))"
        }
        if let since = filter.since { condition += " and place.happened_at >= \(since)" }
        if let before = filter.before { condition += " and place.happened_at < \(before)" }
        if let place {
            condition += " and (place.happened_at, place.position) < (\(place.happenedAt), \(place.position))"
        }
        let source: SQL = filter.record.map { ofRecord($0, scope) } ?? "clients.timeline"
        return """
            select place.happened_at, place.position from \(source) as place
            where \(condition)
            order by place.happened_at desc, place.position desc limit \(limit)
            """
    }

    /// What is recorded of one record happened when it was recorded.
    private static func ofRecord(_ record: HistoryRecord, _ scope: HistoryScope) -> SQL {
        let ids =
            switch record.kind {
            case .reasons: ReasonKind.allCases.map(\.record)
            default: [record.id?.uuid ?? scope.organisation.uuid]
            }
        return """
            (
                select item.organisation_id, item.recorded_at as happened_at, item.position from clients.feed as item
                where item.organisation_id = \(scope.organisation) and item.kind = \(record.kind)
                    and item.record_id = any(\(ids)) and \(isSeen("item", scope))
            )
            """
    }

    /// Whether the caller sees an item of the feed that shows a fact.
    private static func isSeen(_ item: SQL, _ scope: HistoryScope) -> SQL {
        if scope.sight.limited == nil { return "true" }
        let seen: SQL = """
            exists (
                select from unnest(\(item).about) as named (client_id)
                where true\(scope.sight.sees("named.client_id")))
            """
        return scope.showsFree ? "(\(item).about = '{}' or \(seen))" : seen
    }

    /// Which clients of an item the caller sees; null for who sees all of them.
    private static func places(_ item: SQL, of sight: Sight) -> SQL {
        if sight.limited == nil { return "null::uuid[]" }
        return """
            array(
                select named.client_id from unnest(\(item).about) as named (client_id)
                where true\(sight.sees("named.client_id")))
            """
    }

    /// These versions of a client and those before them.
    private static func versions(
        of client: ClientID, around versions: [Version], _ organisation: OrganisationID
    ) -> SQL {
        let wanted = Set(versions + versions.map { Version(unchecked: $0.rawValue - 1) })
        return """
            select \(ClientColumns.past), version.recorded_by
            from clients.client_version as version
            where version.organisation_id = \(organisation) and version.client_id = \(client)
                and version.version = any(\(Array(wanted)))
            """
    }

    /// What these versions of a client changed about its assignments, and what these were before.
    private static func assignments(
        of client: ClientID, in versions: [Version], _ organisation: OrganisationID
    ) -> SQL {
        """
        select assignment.client_version, assignment.kind, \(AssignmentColumns.present), former.user_id, former.role,
            former.share, former.is_primary, former.starts_on, former.ends_on
        from clients.assignment_change as assignment
        left join lateral (
            select earlier.* from clients.assignment_change as earlier
            where earlier.organisation_id = \(organisation) and earlier.client_id = \(client)
                and earlier.assignment_id = assignment.assignment_id
                and earlier.client_version < assignment.client_version
            order by earlier.client_version desc limit 1
        ) as former on true
        where assignment.organisation_id = \(organisation) and assignment.client_id = \(client)
            and assignment.client_version = any(\(versions))
        order by assignment.client_version, assignment.assignment_id
        """
    }
}
