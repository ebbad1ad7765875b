// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Clients by filter, in the order of their ids: a record never changes its place.
enum ClientListStore {
    static func page(
        _ filter: ClientFilter, of organisation: OrganisationID, after client: ClientID?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [Client] {
        try await database.rows(
            statement(filter, of: organisation, after: client, limit: limit), as: ClientRecord.self
        ).map(\.client)
    }

    static func count(
        _ filter: ClientFilter, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> Count {
        try await database.row(
            "select count(*) from clients.client where \(condition(filter, of: organisation))", as: Count.self)
    }

    static func statement(
        _ filter: ClientFilter, of organisation: OrganisationID, after client: ClientID?, limit: Int
    ) -> SQL {
        """
        select \(ClientColumns.present)
        from (
            select * from clients.client
            where \(condition(filter, of: organisation))
                and client.client_id > \(client ?? ClientID(UUIDValue(high: 0, low: 0)))
            order by client.client_id limit \(limit)
        ) as client
        \(ClientColumns.externalIDs)
        order by client.client_id
        """
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    private static func condition(_ filter: ClientFilter, of organisation: OrganisationID) -> SQL {
        var condition: SQL = "client.organisation_id = \(organisation)"
        if let prefix = filter.namePrefix {
            // A name key begins with the prefix when it lies between it and it with the greatest character after it.
            condition += """
                 and client.name_key >= lower(\(prefix) collate "und-x-icu") collate "C"
                 and client.name_key < lower(\(prefix) collate "und-x-icu") collate "C" || chr(1114111)
                """
        }
        if let text = filter.text {
            condition += " and client.name_words @@ clients.search(\(organisation), \(text))"
        }
        if let kind = filter.kind { condition += " and client.kind = \(kind)" }
        if let lifecycle = filter.lifecycle { condition += " and client.lifecycle = \(lifecycle)" }
        if let country = filter.country { condition += " and client.country = \(country)" }
        if let instant = filter.updatedSince { condition += " and client.updated_at >= \(instant)" }
        if let system = filter.externalSystem {
            condition += """
                 and exists (
                    select from clients.client_external_id as named
                    where named.organisation_id = client.organisation_id and named.client_id = client.client_id
                        and named.system = \(system))
                """
        }
        return condition
    }
}
