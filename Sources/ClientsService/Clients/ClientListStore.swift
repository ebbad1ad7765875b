// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Clients by filter, in the order of their ids: a record never changes its place.
enum ClientListStore {
    /// Clients looked at one by one, in their order, for a viewer of some of them. Where he sees many of those that
    /// match, or few match, a page is found among so many.
    private static let candidateLimit = 1000

    static func page(
        _ filter: ClientFilter, _ tests: CustomFieldTests, of sight: Sight, after client: ClientID?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [Client] {
        guard let limited = sight.limited else {
            return try await database.rows(
                statement(filter, tests, of: sight, after: client, limit: limit), as: ClientRecord.self
            ).map(\.client)
        }
        let candidates = candidates(filter, tests, of: sight.organisation, after: client)
        let (found, count) = try await database.pipeline(
            Postgres.Query.rows(
                statement(candidates, of: sight, limit: limit), as: ClientRecord.self),
            Postgres.Query.row("select count(*) from (\(candidates)) as client", as: Int.self))
        if found.count >= limit || count < candidateLimit { return found.map(\.client) }
        return try await database.rows(
            VisibleClients.statement(
                of: limited, where: filter == ClientFilter() ? nil : condition(filter, tests, of: sight.organisation),
                after: client ?? start, limit: limit),
            as: ClientRecord.self
        ).map(\.client)
    }

    static func count(
        _ filter: ClientFilter, _ tests: CustomFieldTests, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Count {
        if let limited = sight.limited, filter == ClientFilter() {
            return try await database.row(
                "select count(distinct seen.client_id) from (\(limited.clients)) as seen", as: Count.self)
        }
        let seen: SQL = sight.limited.map { " and client.client_id in (\($0.clients))" } ?? ""
        return try await database.row(
            "select count(*) from clients.client where \(condition(filter, tests, of: sight.organisation))\(seen)",
            as: Count.self)
    }

    /// Of who sees all clients.
    static func statement(
        _ filter: ClientFilter, _ tests: CustomFieldTests = .none, of sight: Sight, after client: ClientID?, limit: Int
    ) -> SQL {
        """
        select \(ClientColumns.present)
        from (
            select * from clients.client
            where \(condition(filter, tests, of: sight.organisation)) and client.client_id > \(place(client))
            order by client.client_id limit \(limit)
        ) as client
        \(ClientColumns.externalIDs)
        order by client.client_id
        """
    }

    /// Those of the candidates that are seen.
    private static func statement(_ candidates: SQL, of sight: Sight, limit: Int) -> SQL {
        """
        select \(ClientColumns.present)
        from (
            select * from (\(candidates)) as client
            where true\(sight.sees("client.client_id"))
            order by client.client_id limit \(limit)
        ) as client
        \(ClientColumns.externalIDs)
        order by client.client_id
        """
    }

    private static func candidates(
        _ filter: ClientFilter, _ tests: CustomFieldTests, of organisation: OrganisationID, after client: ClientID?
    ) -> SQL {
        """
        select * from clients.client
        where \(condition(filter, tests, of: organisation)) and client.client_id > \(place(client))
        order by client.client_id limit \(candidateLimit)
        """
    }

    private static let start = ClientID(UUIDValue(high: 0, low: 0))

    /// In a query of its own, so that the planner does not see it: it would plan every page near the end anew, as one
    /// of few rows.
    private static func place(_ client: ClientID?) -> SQL { "(select \(client ?? start)::uuid)" }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    private static func condition(
        _ filter: ClientFilter, _ tests: CustomFieldTests, of organisation: OrganisationID
    ) -> SQL {
        var condition: SQL = "client.organisation_id = \(organisation)"
        if let prefix = filter.namePrefix {
            // A name key begins with the prefix when it lies between it and it with the greatest character after it.
            condition += """
                 and client.name_key >= clients.plain(\(prefix)) collate "C"
                 and client.name_key < clients.plain(\(prefix)) collate "C" || chr(1114111)
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
        return condition + tests.hold(of: "client.client_id", in: organisation)
    }
}
