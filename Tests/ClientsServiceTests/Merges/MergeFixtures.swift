// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit

@testable import ClientsService

extension ClientsUnderTest {
    /// With the versions that the clients have.
    @discardableResult
    func merge(
        _ from: Client, into: Client, taking fields: [MergeField] = [], dryRun: Bool? = nil
    ) async throws -> MergeOutcome {
        let former = try await call(GetClient(client: from.id)).client
        let staying = try await call(GetClient(client: into.id)).client
        return try await call(
            MergeClients(
                idempotencyKey: .fresh(), from: from.id, ifFromVersion: former.version, into: into.id,
                ifIntoVersion: staying.version, take: List(validating: fields), dryRun: dryRun))
    }

    @discardableResult
    func unmerge(_ client: Client, dryRun: Bool? = nil) async throws -> MergeOutcome {
        try await call(UnmergeClients(idempotencyKey: .fresh(), client: client.id, dryRun: dryRun))
    }

    /// Every row of each table that belongs to clients, by table, without its version and the time of it; of records
    /// what they say as well.
    func images(through head: FeedPosition) async throws -> [String: [String]] {
        let rows = try await database.withPool { pool in
            try await pool.rows(
                """
                select named.name, images.text
                from (
                    select distinct table_name as name from clients.merge_rule
                    where handling <> 'history' and table_name <> 'timeline'
                    union values ('contact')
                ) as named
                cross join lateral (
                    select (xpath('/row/image/text()', image))[1]::text as text
                    from unnest(xpath('/table/row', query_to_xml(format(
                        'select (to_jsonb(subject) - ''version'' - ''updated_at'')::text as image
                        from clients.%I as subject order by 1', named.name), true, false, ''))) as image
                ) as images
                union all
                select 'timeline', to_jsonb(place)::text from clients.timeline as place
                where place.position <= \(head)
                union all
                select 'fact', kind || ' ' || record_id || ' '
                    || (convert_from(record, 'UTF8')::jsonb - 'version')::text
                from (
                    select distinct on (kind, record_id) kind, record_id, record from clients.fact
                    where kind <> 'merge' order by kind, record_id, version desc
                ) as latest
                order by 1, 2
                """, as: (String, String).self)
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    func head() async throws -> FeedPosition {
        try await call(ReadClientFeed(after: .start, limit: PageLimit(unchecked: 1))).head
    }
}

/// What differs between two sets of images, table by table.
func differences(_ before: [String: [String]], _ after: [String: [String]]) -> [String] {
    Set(before.keys).union(after.keys).sorted().flatMap { table -> [String] in
        let (old, new) = (Set(before[table] ?? []), Set(after[table] ?? []))
        return old.subtracting(new).map { "\(table) lost \($0)" } + new.subtracting(old).map { "\(table) has \($0)" }
    }
}
