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
        // The timeline of a client has the changes of those that went into it as well.
        let wanted = found.filter(\.isClient).map { ClientAt(client: ClientID($0.record), version: $0.version) }
        if wanted.isEmpty { return found }
        let (versions, changes) = try await database.pipeline(
            Postgres.Query.rows(Self.versions(around: wanted, scope.organisation), as: HistoryVersion.self),
            Postgres.Query.rows(assignments(in: wanted, scope.organisation), as: HistoryAssignment.self))
        let known = Dictionary(versions.map { ($0.place, $0) }, uniquingKeysWith: { $1 })
        let changed = Dictionary(grouping: changes, by: \.place)
        return try found.map { row in
            let place = ClientAt(client: ClientID(row.record), version: row.version)
            guard row.isClient, let present = known[place] else { return row }
            var row = row
            row.author = present.author
            row.image = try StoredRecord.encode(present.client)
            row.former = try known[place.before].map { try StoredRecord.encode($0.client) }
            row.assignments = changed[place]?.map(\.step) ?? []
            return row
        }
    }

    static func statement(_ scope: HistoryScope, after place: Place?, limit: Int64) -> SQL {
        """
        select place.happened_at, item.position, item.kind, coalesce(item.record_id, item.client_id), item.version,
            item.recorded_at, present.recorded_by, \(places("item", of: scope.sight)), present.record,
            \(places("earlier", of: scope.sight)),
            case when item.kind = 'lead' or \(isSeen("earlier", scope)) then former.record end
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
            condition += LeadStore.leavesOutHidden(from: scope.sight)
        }
        if let since = filter.since { condition += " and place.happened_at >= \(since)" }
        if let before = filter.before { condition += " and place.happened_at < \(before)" }
        if let place {
            condition += " and (place.happened_at, place.position) < (\(place.happenedAt), \(place.position))"
        }
        var source: SQL = filter.record.map { ofRecord($0, scope) } ?? "clients.timeline"
        if let merge = scope.merge { source = kept(by: merge, scope.organisation) }
        return """
            select place.happened_at, place.position from \(source) as place
            where \(condition)
            order by place.happened_at desc, place.position desc limit \(limit)
            """
    }

    /// The timeline of a client that went into another one, as it was before.
    private static func kept(by merge: MergeID, _ organisation: OrganisationID) -> SQL {
        """
        (
            select place.* from clients.merge_row as kept
            cross join lateral jsonb_populate_record(null::clients.timeline, kept.before) as place
            where kept.organisation_id = \(organisation) and kept.merge_id = \(merge)
                and kept.table_name = 'timeline'
        )
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

    /// Whether the caller sees an item of the feed that shows a fact: of a lead that he asks for whether he sees it.
    private static func isSeen(_ item: SQL, _ scope: HistoryScope) -> SQL {
        if scope.sight.limited == nil { return "true" }
        if scope.filter.record?.kind == .lead { return scope.showsFree ? "true" : "false" }
        let seen: SQL = "exists (\(scope.sight.seenSince("\(item).about")))"
        return scope.showsFree ? "(\(item).about = '{}' or \(seen))" : seen
    }

    /// Which clients of an item the caller sees; null for who sees all of them.
    private static func places(_ item: SQL, of sight: Sight) -> SQL {
        if sight.limited == nil { return "null::uuid[]" }
        return "array(\(sight.seenSince("\(item).about")))"
    }

    /// These versions of clients and those before them.
    private static func versions(around wanted: [ClientAt], _ organisation: OrganisationID) -> SQL {
        let all = Set(wanted + wanted.map(\.before))
        return """
            select \(ClientColumns.past), version.recorded_by
            from unnest(\(all.map(\.client)), \(all.map(\.version))) as wanted (client_id, version)
            join clients.client_version as version
                on version.organisation_id = \(organisation) and version.client_id = wanted.client_id
                    and version.version = wanted.version
            """
    }

    /// What these versions of clients changed about their assignments, and what these were before.
    private static func assignments(in wanted: [ClientAt], _ organisation: OrganisationID) -> SQL {
        """
        select assignment.client_version, assignment.kind, \(AssignmentColumns.present), former.user_id, former.role,
            former.share, former.is_primary, former.starts_on, former.ends_on
        from unnest(\(wanted.map(\.client)), \(wanted.map(\.version))) as wanted (client_id, version)
        join clients.assignment_change as assignment
            on assignment.organisation_id = \(organisation) and assignment.client_id = wanted.client_id
                and assignment.client_version = wanted.version
        left join lateral (
            select earlier.* from clients.assignment_change as earlier
            where earlier.organisation_id = \(organisation) and earlier.client_id = assignment.client_id
                and earlier.assignment_id = assignment.assignment_id
                and earlier.client_version < assignment.client_version
            order by earlier.client_version desc limit 1
        ) as former on true
        order by assignment.client_id, assignment.client_version, assignment.assignment_id
        """
    }
}

/// A client as of one of its versions.
struct ClientAt: Hashable {
    let client: ClientID
    let version: Version

    var before: ClientAt { ClientAt(client: client, version: Version(unchecked: version.rawValue - 1)) }
}
