// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// The feeds of changes, one for each organisation.
enum FeedStore {
    /// Tells an organisation's id at the commit of each change.
    static let channel: StaticString = "clients_feed"

    /// Items after a position, and the latest position, which is never before the last item.
    static func read(
        _ sight: Sight, after position: FeedPosition, limit: PageLimit, from database: some PostgresExecutor
    ) async throws -> ReadClientFeed.Response {
        let organisation = sight.organisation
        // Read first: of items that come meanwhile none is passed over.
        let passed =
            sight.limited == nil
            ? position
            : try await database.row(
                """
                select coalesce(max(item.position), \(position))
                from (\(page(organisation, after: position, limit: limit))) as item
                """, as: FeedPosition.self)
        let (items, head, changes) = try await database.pipeline(
            Postgres.Query.rows(statement(sight, after: position, limit: limit), as: FeedRow.self),
            Postgres.Query.optionalRow(
                "select position from clients.feed_head where organisation_id = \(organisation)",
                as: FeedPosition.self),
            Postgres.Query.rows(
                assignmentChanges(organisation, after: position, limit: limit), as: AssignmentChangeRow.self)
        )
        // Read last, so that none of an item's is missing; those of later items are not shown.
        let changed = Dictionary(grouping: changes, by: \.position)
        let fitting = items.prefix(PageSize.fitting(sizes: items.lazy.map(\.size)))
        let last = fitting.last?.item.position ?? position
        return ReadClientFeed.Response(
            items: fitting.map { $0.item.with(changed[$0.item.position]?.map(\.change)) },
            through: fitting.count < items.count ? last : max(last, passed), head: head ?? .start)
    }

    static func statement(_ sight: Sight, after position: FeedPosition, limit: PageLimit) -> SQL {
        guard sight.limited == nil else { return shown(sight, after: position, limit: limit) }
        return """
            select \(columns(of: sight))
            from clients.feed as item
            \(versions)
            where item.organisation_id = \(sight.organisation) and item.position > \(position)
            order by item.position limit \(limit)
            """
    }

    /// What the caller sees of a page; the other items of it are not made up for. All versions of a lead, and those of
    /// a task that are about no client, are shown to who sees the record as it is now.
    private static func shown(_ sight: Sight, after position: FeedPosition, limit: PageLimit) -> SQL {
        """
        select \(columns(of: sight))
        from (\(page(sight.organisation, after: position, limit: limit))) as item
        \(versions)
        where case
            when item.record_id is null then true\(sight.sees("item.client_id"))
            when item.kind = 'lead' then \(LeadStore.isSeen("item.record_id", by: sight))
            when item.kind = 'task' and item.about = '{}' then \(TaskStore.isSeen("item.record_id", by: sight))
            else exists (
                select from unnest(item.about) as named (client_id) where true\(sight.sees("named.client_id")))
            end
        order by item.position
        """
    }

    private static func page(
        _ organisation: OrganisationID, after position: FeedPosition, limit: PageLimit
    ) -> SQL {
        """
        select * from clients.feed
        where organisation_id = \(organisation) and position > \(position)
        order by position limit \(limit)
        """
    }

    /// Which clients of an `item` the caller sees; null for who sees all of them.
    private static func places(of sight: Sight, since isPast: Bool) -> SQL {
        if sight.limited == nil { return "null::uuid[]" }
        if isPast { return "array(\(sight.seenSince("item.about")))" }
        return """
            array(select named.client_id from unnest(item.about) as named (client_id)
                where true\(sight.sees("named.client_id")))
            """
    }

    /// What `FeedRow` reads: of an `item` and the `version` that `versions` joins.
    /// - Parameter isPast: whether clients that went into one that the caller sees count as seen.
    static func columns(of sight: Sight, since isPast: Bool = false) -> SQL {
        """
        item.position, item.kind, item.recorded_at, (
            select fact.record from clients.fact
            where fact.organisation_id = item.organisation_id and fact.kind = item.kind
                and fact.record_id = item.record_id and fact.version = item.version
        ), \(places(of: sight, since: isPast)), \(ClientColumns.past)
        """
    }

    static var versions: SQL {
        """
        left join clients.client_version as version
            on version.organisation_id = item.organisation_id and version.client_id = item.client_id
                and version.version = item.version
        """
    }

    /// Of the items of one page.
    static func assignmentChanges(
        _ organisation: OrganisationID, after position: FeedPosition, limit: PageLimit
    ) -> SQL {
        """
        select item.position, assignment.kind, \(AssignmentColumns.present)
        from (
            select organisation_id, position, client_id, version from clients.feed
            where organisation_id = \(organisation) and position > \(position)
            order by position limit \(limit)
        ) as item
        join clients.assignment_change as assignment
            on assignment.organisation_id = item.organisation_id and assignment.client_id = item.client_id
                and assignment.client_version = item.version
        order by item.position, assignment.assignment_id
        """
    }

    static func heads(
        after organisation: OrganisationID?, limit: Int, in database: some PostgresExecutor
    ) async throws -> [ClientFeedHead] {
        try await database.rows(
            """
            select organisation_id, position from clients.feed_head
            where organisation_id > \(organisation ?? OrganisationID(UUIDValue(high: 0, low: 0))) and position > 0
            order by organisation_id limit \(limit)
            """, as: (OrganisationID, FeedPosition).self
        ).map(ClientFeedHead.init)
    }

    /// Wakes who waits for the organisation's feed, once the transaction is committed.
    static func announce(_ organisation: OrganisationID) -> SQL {
        "select pg_notify(\(channel.description), \(organisation.text))"
    }
}

/// A column that an item of another kind has.
struct PassedOver: PostgresDecodable {
    init(field: PostgresField) {}
}

struct FeedRow: RowDecodable {
    let item: ClientFeedItem
    /// About the bytes of the item as JSON.
    let size: Int

    init(row: inout Row) throws {
        let position: FeedPosition = try row.next()
        let kind: ClientFeedItem.Kind = try row.next()
        let recordedAt: Instant = try row.next()
        let record: [UInt8]? = try row.next()
        let places: [ClientID]? = try row.next()
        guard let record else {
            let client = try ClientRecord(row: &row).client
            item = ClientFeedItem(position: position, kind: kind, recordedAt: recordedAt, client: client)
            size = PageSize.size(of: client)
            return
        }
        for _ in 0..<ClientColumns.pastCount { let _: PassedOver? = try row.next() }
        item = try ClientFeedItem(kind, at: position, recordedAt, record, shownAt: places)
        size = record.count
    }
}

extension ClientFeedItem {
    /// Only changes of clients have any.
    func with(_ assignmentChanges: [AssignmentChange]?) -> ClientFeedItem {
        guard let assignmentChanges else { return self }
        return ClientFeedItem(
            position: position, kind: kind, recordedAt: recordedAt, client: client,
            assignmentChanges: assignmentChanges)
    }
}

private struct AssignmentChangeRow: RowDecodable {
    let position: FeedPosition
    let change: AssignmentChange

    init(row: inout Row) throws {
        position = try row.next()
        change = AssignmentChange(kind: try row.next(), assignment: try Assignment(row: &row))
    }
}
