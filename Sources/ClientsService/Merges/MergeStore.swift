// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Merges and their rows. What is moved is said by the table `clients.merge_rule`; the functions of its migration move
/// it.
enum MergeStore {
    /// Listed rows of a dry run, as the contract says.
    static let rowLimit = 10_000
    /// Listed conflicts, so that an answer stays within its limit.
    private static let conflictLimit = 5000

    static let clientTable = (try? Text<1, 63>(validating: "client")) ?? .example
    static let assignmentTable = (try? Text<1, 63>(validating: "assignment")) ?? .example

    /// The merge of a client that is none any more.
    struct Standing: RowDecodable {
        let id: MergeID
        let into: ClientID
        let fromName: Text<1, 200>
        let mergedAt: Instant

        init(row: inout Row) throws {
            id = try row.next()
            into = try row.next()
            fromName = try row.next()
            mergedAt = try row.next()
        }
    }

    static func standing(
        of client: ClientID, in organisation: OrganisationID, _ database: some PostgresExecutor
    ) async throws -> Standing? {
        try await database.optionalRow(
            """
            select merge.merge_id, merge.into_id, (
                    select version.name from clients.client_version as version
                    where version.organisation_id = merge.organisation_id and version.client_id = merge.from_id
                    order by version.version desc limit 1
                ), merge.merged_at
            from clients.merge
            where merge.organisation_id = \(organisation) and merge.from_id = \(client) and merge.unmerged_at is null
            """, as: Standing.self)
    }

    /// The client that a merged one is now, over however many merges; nil when the caller does not see it.
    static func successor(
        of client: ClientID, _ sight: Sight, in database: some PostgresExecutor
    ) async throws -> ClientID? {
        try await database.optionalRow(
            """
            with recursive went as (
                select merge.into_id, 1 as depth from clients.merge
                where merge.organisation_id = \(sight.organisation) and merge.from_id = \(client)
                    and merge.unmerged_at is null
                union all
                select merge.into_id, went.depth + 1 from went
                join clients.merge on merge.organisation_id = \(sight.organisation)
                    and merge.from_id = went.into_id and merge.unmerged_at is null
                where went.depth < 1000
            )
            select client.client_id from went
            join clients.client on client.organisation_id = \(sight.organisation) and client.client_id = went.into_id
            where true\(sight.sees("client.client_id"))
            order by went.depth desc limit 1
            """, as: ClientID.self)
    }

    /// As it was last.
    static func past(_ client: ClientID, in organisation: OrganisationID) -> SQL {
        """
        select \(ClientColumns.past) from clients.client_version as version
        where version.organisation_id = \(organisation) and version.client_id = \(client)
        order by version.version desc limit 1
        """
    }

    static func obstacles(from: ClientID, into: ClientID, in write: ClientWrite) async throws -> [MergeObstacle] {
        let (handovers, isBelow) = try await write.transaction.row(
            """
            with recursive above as (
                select parent_id from clients.client_parent
                where organisation_id = \(write.organisation) and client_id = \(into)
                union
                select line.parent_id from above
                join clients.client_parent as line
                    on line.organisation_id = \(write.organisation) and line.client_id = above.parent_id
            )
            select (
                select count(distinct client_id) from clients.handover
                where organisation_id = \(write.organisation) and client_id in (\(from), \(into))
                    and state in ('open', 'returned')
            ), exists (select from above where parent_id = \(from))
            """, as: (Int, Bool).self)
        return (handovers > 1 ? [.bothHandedOver] : []) + (isBelow ? [.belongsToTheOther] : [])
    }

    /// Writes the merge down, and the client that stays and both teams as they were. Constraints wait from here on.
    static func begin(_ merge: MergeID, from: ClientID, into: ClientID, in write: ClientWrite) async throws {
        let organisation = write.organisation
        _ = try await write.transaction.batch([
            "set constraints all deferred",
            """
            insert into clients.merge (organisation_id, merge_id, version, from_id, into_id, merged_at)
            values (\(organisation), \(merge), 1, \(from), \(into), \(write.now))
            """,
            """
            select clients.keep_merge_rows(
                \(organisation), \(merge), 'client', 'changed', 'subject.client_id = $4', \(from), \(into))
            """,
            """
            select clients.keep_merge_rows(
                \(organisation), \(merge), 'assignment', 'set_aside', 'subject.client_id = $3', \(from), \(into))
            """,
            "delete from clients.assignment where organisation_id = \(organisation) and client_id = \(from)",
        ])
    }

    static func move(_ merge: MergeID, from: ClientID, into: ClientID, in write: ClientWrite) -> SQL {
        "select clients.merge_rows(\(write.organisation), \(merge), \(from), \(into))"
    }

    /// The client that stays with another profile; the next version unless its team made one already.
    static func put(
        _ profile: ClientProfile, of client: ClientID, isVersioned: Bool, in write: ClientWrite
    ) throws -> [SQL] {
        [
            """
            update clients.client set
                version = version + \(isVersioned ? 0 : 1), updated_at = \(write.now),
                kind = \(profile.kind), name = \(profile.name), tier = \(profile.tier),
                segment = \(profile.segment), industry = \(profile.industry), country = \(profile.country),
                currency = \(profile.currency), locale = \(profile.locale), details = \(try profile.storedDetails),
                fields = \(try profile.storedFields)
            where organisation_id = \(write.organisation) and client_id = \(client)
            """
        ] + ClientKeyStore.put(profile.details, of: client, in: write)
    }

    /// Remembers the client that stays as the merge left it.
    static func finish(_ merge: MergeID, into: ClientID, in write: ClientWrite) -> SQL {
        """
        update clients.merge_row set after = to_jsonb(client) - array['name_key', 'name_words']
        from clients.client
        where merge_row.organisation_id = \(write.organisation) and merge_row.merge_id = \(merge)
            and merge_row.table_name = 'client' and merge_row.action = 'changed'
            and client.organisation_id = \(write.organisation) and client.client_id = \(into)
        """
    }

    /// What moved, as facts; of a merge, or of one that is taken back.
    static func facts(
        of merge: MergeID, from: ClientID, into: ClientID, isBack: Bool, in write: ClientWrite
    ) async throws -> [ClientFact] {
        let parameters: SQL = "(\(write.organisation), \(merge), \(from), \(into))"
        let rows = try await write.transaction.rows(
            isBack
                ? "select kind, record_id, version, record from clients.unmerged_facts\(parameters)"
                : "select kind, record_id, version, record from clients.merged_facts\(parameters)",
            as: (ClientFeedItem.Kind, UUIDValue, Version, [UInt8]).self)
        return try rows.map { kind, record, version, bytes in
            let clients: [ClientID] =
                switch kind {
                case .contact: try StoredRecord.decode(Contact.self, bytes).positions.map(\.client)
                case .lead:
                    try [StoredRecord.decode(Lead.self, bytes)].flatMap {
                        [$0.conversion?.client, $0.referredBy].compactMap(\.self)
                    }
                case .parentage: [ClientID(record)]
                default: [isBack ? from : into]
                }
            return ClientFact(moved: kind, record, version, try written(kind, bytes), of: clients)
        }
    }

    /// Records of people as the service writes them, where PostgreSQL wrote them with blanks: an erasure that finds
    /// nothing more in them leaves them alone.
    private static func written(_ kind: ClientFeedItem.Kind, _ bytes: [UInt8]) throws -> [UInt8] {
        switch kind {
        case .contact: try StoredRecord.encode(StoredRecord.decode(Contact.self, bytes))
        case .lead: try StoredRecord.encode(StoredRecord.decode(Lead.self, bytes))
        case .relationship: try StoredRecord.encode(StoredRecord.decode(Relationship.self, bytes))
        default: bytes
        }
    }

    /// Rows by table.
    static func counts(of merge: MergeID, in write: ClientWrite) async throws -> [MergeCount] {
        try await write.transaction.rows(
            """
            select table_name, count(*) filter (where action = 'moved'), count(*) filter (where action = 'set_aside')
            from clients.merge_row
            where organisation_id = \(write.organisation) and merge_id = \(merge) and action <> 'changed'
            group by table_name order by table_name
            """, as: (Text<1, 63>, Count, Count).self
        ).map(MergeCount.init)
    }

    static func rows(of merge: MergeID, in write: ClientWrite) async throws -> [MergeRow] {
        try await write.transaction.rows(
            """
            select kept.table_name, \(record), kept.action = 'set_aside' from clients.merge_row as kept
            where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                and kept.action <> 'changed'
            order by kept.table_name, kept.ordinal limit \(rowLimit + 1)
            """, as: (Text<1, 63>, Text<1, 400>, Bool).self
        ).map(MergeRow.init)
    }

    /// What tells a `kept` row from others of its table.
    private static var record: SQL {
        """
        left(coalesce((
            select coalesce(kept.before ->> rule.id_column, (
                select string_agg(kept.before ->> part, ' ' order by place)
                from unnest(rule.key_columns) with ordinality as named (part, place)))
            from clients.merge_rule as rule
            where rule.table_name = kept.table_name and (rule.id_column is not null or rule.key_columns is not null)
            limit 1
        ), kept.before ->> 'assignment_id', kept.before ->> 'contact_id', kept.before ->> 'key',
            kept.before ->> 'client_id'), 400)
        """
    }

    /// Rows that were set aside because the client that stays has such a row.
    static func rivals(of merge: MergeID, in write: ClientWrite) async throws -> [MergeConflict] {
        let rows = try await write.transaction.rows(
            """
            select kept.table_name, \(record) from clients.merge_row as kept
            where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                and kept.action = 'set_aside' and kept.table_name <> 'timeline' and exists (
                    select from clients.merge_rule as rule
                    where rule.table_name = kept.table_name and rule.rival is not null)
            order by kept.table_name, kept.ordinal limit \(conflictLimit)
            """, as: (Text<1, 63>, Text<1, 400>).self
        )
        return rows.map { table, record in MergeConflict(kind: .alreadyThere, table: table, record: record) }
    }

    /// Rows that were changed since the merge.
    static func changes(
        since merge: MergeID, from: ClientID, into: ClientID, in write: ClientWrite
    ) async throws -> [MergeConflict] {
        let rows = try await write.transaction.rows(
            """
            select kept.table_name, \(record), changed.is_there
            from clients.changed_rows(\(write.organisation), \(merge), \(from), \(into)) as changed
            join clients.merge_row as kept
                on kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                    and kept.table_name = changed.table_name and kept.ordinal = changed.ordinal
            order by kept.table_name, kept.ordinal limit \(conflictLimit)
            """, as: (Text<1, 63>, Text<1, 400>, Bool).self
        )
        return rows.map { table, record, isThere in
            MergeConflict(kind: isThere ? .changedSince : .goneSince, table: table, record: record)
        }
    }
}
