// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// How merges are taken back.
enum UnmergeStore {
    /// The client, its rows and its team as they were. Constraints wait from here on.
    static func putBack(_ merge: MergeID, from: ClientID, into: ClientID, in write: ClientWrite) -> [SQL] {
        [
            "select clients.unmerge_rows(\(write.organisation), \(merge), \(from), \(into))",
            "select clients.put_back(\(write.organisation), \(merge), 'assignment')",
            """
            update clients.client set version = version + 1, updated_at = \(write.now)
            where organisation_id = \(write.organisation) and client_id = \(from)
            """,
            """
            update clients.merge set version = 2, unmerged_at = \(write.now)
            where organisation_id = \(write.organisation) and merge_id = \(merge)
            """,
        ]
    }

    /// Fields that the merge changed and that were changed again.
    static func changedFields(of merge: MergeID, into: ClientID, in write: ClientWrite) async throws -> [MergeConflict]
    {
        try await write.transaction.rows(
            """
            select field.key
            from clients.merge_row as kept
            join clients.client
                on client.organisation_id = \(write.organisation) and client.client_id = \(into)
            cross join lateral jsonb_each(kept.before) as field
            where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                and kept.table_name = 'client' and kept.action = 'changed' and field.key = any(\(fields))
                and kept.after -> field.key <> field.value
                and to_jsonb(client) -> field.key <> kept.after -> field.key
            order by field.key
            """, as: Text<1, 63>.self
        ).map { MergeConflict(kind: .changedSince, table: MergeStore.clientTable, field: $0) }
    }

    private static let fields = [
        "country", "currency", "details", "industry", "kind", "locale", "name", "segment", "tier",
    ]

    /// Custom fields of the client that stayed, before and after the merge.
    static func customFields(
        of merge: MergeID, in write: ClientWrite
    ) async throws -> (before: [CustomFieldValue], after: [CustomFieldValue]) {
        let stored = try await write.transaction.row(
            """
            select former.fields, latter.fields
            from clients.merge_row as kept
            cross join lateral jsonb_populate_record(null::clients.client, kept.before) as former
            cross join lateral jsonb_populate_record(null::clients.client, kept.after) as latter
            where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                and kept.table_name = 'client' and kept.action = 'changed'
            """, as: ([UInt8]?, [UInt8]?).self)
        func values(_ bytes: [UInt8]?) throws -> [CustomFieldValue] {
            try bytes.map { try StoredRecord.decode([CustomFieldValue].self, $0) } ?? []
        }
        return (try values(stored.0), try values(stored.1))
    }

    /// The client that stayed without what it took, but with what was changed since, and with these custom fields.
    static func restoreFields(
        of merge: MergeID, into: ClientID, custom: [CustomFieldValue], isVersioned: Bool, in write: ClientWrite
    ) throws -> SQL {
        let fields = custom.isEmpty ? nil : try StoredRecord.encode(custom)
        return """
            update clients.client set
                version = client.version + \(isVersioned ? 0 : 1), updated_at = \(write.now),
                kind = restored.kind, name = restored.name, tier = restored.tier, segment = restored.segment,
                industry = restored.industry, country = restored.country, currency = restored.currency,
                locale = restored.locale, details = restored.details,
                fields = \(fields)
            from clients.merge_row as kept
            cross join lateral jsonb_populate_record(null::clients.client, kept.before) as former
            cross join lateral jsonb_populate_record(null::clients.client, kept.after) as latter
            cross join lateral (
                select present.* from clients.client as present
                where present.organisation_id = \(write.organisation) and present.client_id = \(into)
            ) as present
            cross join lateral (
                select
                    case when present.kind = latter.kind then former.kind else present.kind end as kind,
                    case when present.name = latter.name then former.name else present.name end as name,
                    case when present.tier is not distinct from latter.tier then former.tier
                        else present.tier end as tier,
                    case when present.segment is not distinct from latter.segment then former.segment
                        else present.segment end as segment,
                    case when present.industry is not distinct from latter.industry then former.industry
                        else present.industry end as industry,
                    case when present.country is not distinct from latter.country then former.country
                        else present.country end as country,
                    case when present.currency is not distinct from latter.currency then former.currency
                        else present.currency end as currency,
                    case when present.locale is not distinct from latter.locale then former.locale
                        else present.locale end as locale,
                    case when present.details is not distinct from latter.details then former.details
                        else present.details end as details
            ) as restored
            where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                and kept.table_name = 'client' and kept.action = 'changed'
                and client.organisation_id = \(write.organisation) and client.client_id = \(into)
            """
    }

    /// Those that the client that stayed was brought and that were changed since: they go back as they were.
    static func changedAssignments(
        of merge: MergeID, into: ClientID, in write: ClientWrite
    ) async throws -> [MergeConflict] {
        let rows = try await write.transaction.rows(
            """
            select former.assignment_id::text, present.assignment_id is not null
            from clients.merge_row as kept
            cross join lateral jsonb_populate_record(null::clients.assignment, kept.before) as former
            left join clients.assignment as present
                on present.organisation_id = \(write.organisation) and present.client_id = \(into)
                    and present.assignment_id = former.assignment_id
            where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                and kept.table_name = 'assignment' and exists (
                    select from clients.assignment_change as brought
                    where brought.organisation_id = \(write.organisation) and brought.client_id = \(into)
                        and brought.assignment_id = former.assignment_id)
                and (present.user_id, present.share, present.starts_on, present.ends_on)
                    is distinct from (former.user_id, former.share, former.starts_on, former.ends_on)
            order by former.assignment_id
            """, as: (Text<1, 400>, Bool).self
        )
        return rows.map { record, isThere in
            MergeConflict(
                kind: isThere ? .changedSince : .goneSince, table: MergeStore.assignmentTable, record: record)
        }
    }

    /// The assignments that the merge brought, which were set aside with the client that is none.
    static func assignments(
        of merge: MergeID, in write: ClientWrite
    ) async throws -> Set<AssignmentID> {
        Set(
            try await write.transaction.rows(
                """
                select (kept.before ->> 'assignment_id')::uuid from clients.merge_row as kept
                where kept.organisation_id = \(write.organisation) and kept.merge_id = \(merge)
                    and kept.table_name = 'assignment'
                """, as: AssignmentID.self))
    }
}
