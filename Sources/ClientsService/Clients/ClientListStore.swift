// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Clients by filter, in the order of their ids: a record never changes its place.
enum ClientListStore {
    /// Clients looked at one by one, in their order, for a viewer of some of them. Where he sees many of those that
    /// match, or few match, a page is found among so many.
    private static let candidateLimit = 1000
    /// Clients looked at one by one for words, before the index is asked: some milliseconds. Where fewer than a page of
    /// them match, those of all are few enough to be put in order.
    static let nearLimit = 10_000

    static func page(
        _ tests: ClientTests, of sight: Sight, after client: ClientID?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [Client] {
        guard let limited = sight.limited else {
            return try await database.rows(
                statement(tests, of: sight, after: client, limit: limit), as: ClientRecord.self
            ).map(\.client)
        }
        let candidates = candidates(tests, of: sight.organisation, after: client)
        let (found, count) = try await database.pipeline(
            Postgres.Query.rows(
                statement(candidates, of: sight, limit: limit), as: ClientRecord.self),
            Postgres.Query.row("select count(*) from (\(candidates)) as client", as: Int.self))
        if found.count >= limit || count < candidateLimit { return found.map(\.client) }
        return try await database.rows(
            VisibleClients.statement(
                of: limited, where: tests.filter == ClientFilter() ? nil : tests.condition(of: sight.organisation),
                after: client ?? start, limit: limit),
            as: ClientRecord.self
        ).map(\.client)
    }

    static func count(
        _ tests: ClientTests, of sight: Sight, in database: some PostgresExecutor
    ) async throws -> Count {
        if let limited = sight.limited, tests.filter == ClientFilter() {
            return try await database.row(
                "select count(distinct seen.client_id) from (\(limited.clients)) as seen", as: Count.self)
        }
        let seen: SQL = sight.limited.map { " and client.client_id in (\($0.clients))" } ?? ""
        return try await database.row(
            "select count(*) from clients.client where \(tests.condition(of: sight.organisation))\(seen)",
            as: Count.self)
    }

    /// Of who sees all clients.
    static func statement(
        _ tests: ClientTests, of sight: Sight, after client: ClientID?, limit: Int, near: Int = nearLimit
    ) -> SQL {
        let condition = tests.condition(of: sight.organisation)
        let clients: SQL =
            tests.words == nil
            ? """
            select * from clients.client
            where \(condition) and client.client_id > \(place(client))
            order by client.client_id limit \(limit)
            """
            : clients(
                called: condition, of: sight.organisation, after: client, limit: limit, near: near)
        return """
            select \(ClientColumns.present)
            from (\(clients)) as client
            \(ClientColumns.externalIDs)
            order by client.client_id
            """
    }

    /// A page of those with words that many have is found among the first, one by one. Otherwise so few have them that
    /// all are found by the words' index, and put in order. How many have several words, or the pairs of characters
    /// of a script without spaces, the planner cannot know: so both are tried.
    private static func clients(
        called condition: SQL, of organisation: OrganisationID, after client: ClientID?, limit: Int, near: Int
    ) -> SQL {
        """
        with near as materialized (
            select * from (
                select * from clients.client
                where client.organisation_id = \(organisation) and client.client_id > \(place(client))
                order by client.client_id limit \(near)
            ) as client
            where \(condition)
            order by client.client_id limit \(limit)
        ), answer as materialized (
            -- Or the first were all that there are.
            select count(*) >= \(limit) or not exists (
                select from clients.client
                where client.organisation_id = \(organisation) and client.client_id > \(place(client))
                order by client.client_id offset \(near) limit 1) as is_near
            from near
        )
        select * from near where (select is_near from answer)
        union all (
            -- Behind `offset 0` no plan walks in the order of the ids.
            select * from (
                select * from clients.client where \(condition) and not (select is_near from answer) offset 0
            ) as client
            where client.client_id > \(place(client))
            order by client.client_id limit \(limit)
        )
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
        _ tests: ClientTests, of organisation: OrganisationID, after client: ClientID?
    ) -> SQL {
        """
        select * from clients.client
        where \(tests.condition(of: organisation)) and client.client_id > \(place(client))
        order by client.client_id limit \(candidateLimit)
        """
    }

    private static let start = ClientID(UUIDValue(high: 0, low: 0))

    /// In a query of its own, so that the planner does not see it: it would plan every page near the end anew, as one
    /// of few rows.
    private static func place(_ client: ClientID?) -> SQL { "(select \(client ?? start)::uuid)" }
}
