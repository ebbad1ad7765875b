// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// A client as one caller asks for it.
struct SoughtClient: Hashable, Sendable {
    let organisation: OrganisationID
    let client: ClientID
    /// Nil for who sees every client of the organisation.
    let viewer: UUIDValue?
    let day: CalendarDate?

    init(_ client: ClientID, of sight: Sight) {
        organisation = sight.organisation
        self.client = client
        viewer = sight.limited?.viewer
        day = sight.limited?.day
    }
}

/// The record, and the latest changes of its lifecycle, oldest first.
struct ClientAndChanges: Sendable {
    let client: Client
    let changes: [LifecycleChange]
}

/// Many clients by id in one statement, each for a caller of its own: what one sees is decided row by row.
enum ClientReadStore {
    /// Those that are there and are seen.
    static func clients(
        _ keys: [SoughtClient], in database: some PostgresExecutor
    ) async throws -> [SoughtClient: ClientAndChanges] {
        let found = try await database.rows(statement(keys), as: FoundClient.self)
        return Dictionary(found.map { (keys[$0.ordinal - 1], $0.found) }) { first, _ in first }
    }

    static func statement(_ keys: [SoughtClient]) -> SQL {
        let isSeen = Sight.isSeen(
            "client.client_id", of: "wanted.organisation_id", by: "wanted.viewer_id", on: "wanted.day")
        return """
            select wanted.ordinal, \(ClientColumns.present),
                case when client.version = 1 then array[client.lifecycle]
                    else array(\(changes("change.lifecycle"))) end,
                case when client.version = 1 then array[client.lifecycle_since]
                    else array(\(changes("change.since"))) end
            from unnest(
                \(keys.map(\.organisation)), \(keys.map(\.client)), \(keys.map(\.viewer)), \(keys.map(\.day)))
                with ordinality as wanted (organisation_id, client_id, viewer_id, day, ordinal)
            cross join lateral (
                select * from clients.client
                where client.organisation_id = wanted.organisation_id and client.client_id = wanted.client_id limit 1
            ) as client
            \(ClientColumns.externalIDs)
            where wanted.viewer_id is null or \(isSeen)
            """
    }

    private static func changes(_ column: SQL) -> SQL {
        """
        select \(column) from clients.client_lifecycle_change as change
        where change.organisation_id = client.organisation_id and change.client_id = client.client_id
        order by change.version desc limit \(GetClient.lifecycleChangeLimit)
        """
    }
}

private struct FoundClient: RowDecodable {
    let ordinal: Int
    let found: ClientAndChanges

    init(row: inout Row) throws {
        ordinal = try row.next()
        let client = try ClientRecord(row: &row).client
        let lifecycles: [Lifecycle] = try row.next()
        let instants: [Instant] = try row.next()
        found = ClientAndChanges(
            client: client, changes: zip(lifecycles, instants).map(LifecycleChange.init).reversed())
    }
}
