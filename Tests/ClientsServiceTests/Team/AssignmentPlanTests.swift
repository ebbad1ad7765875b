// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements about assignments go by an index, with some thousand of them.
@Suite struct AssignmentPlanTests {
    @Test func assignmentsAreFoundByClientAndByUser() async throws {
        try await withClients { clients in
            try await fill(clients)
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client
            let byClient = try await plan(
                AssignmentListStore.statement(
                    AssignmentFilter(client: client.id, asOf: "2026-03-01"), of: .first, after: nil, limit: 101),
                clients)
            #expect(
                byClient.contains("assignment_id_is_unique") || byClient.contains("a_role_once_a_day"), "\(byClient)")
            #expect(!byClient.contains("Seq Scan"), "\(byClient)")
            let place = AssignmentListStore.Place(
                try #require(try await clients.team(of: client).first))
            let byUser: [SQL] = [
                AssignmentListStore.statement(AssignmentFilter(user: .ann), of: .first, after: place, limit: 101),
                AssignmentListStore.portfolio(of: .ann, in: .first, on: "2026-03-01", after: place, limit: 101),
                PortfolioStore.statement(
                    PortfolioFilter(lifecycle: .prospect), of: .ann, in: .first, from: "2026-03-01", limit: 1001),
            ]
            for statement in byUser {
                let plan = try await plan(statement, clients)
                #expect(plan.contains("assignment_by_user"), "\(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
            }
            let feed = try await plan(
                FeedStore.assignmentChanges(
                    .first, after: FeedPosition(unchecked: 1500), limit: PageLimit(unchecked: 10)), clients)
            #expect(feed.contains("assignment_changed_once_a_version"), "\(feed)")
            #expect(!feed.contains("Seq Scan"), "\(feed)")
        }
    }

    /// Three thousand clients of five hundred users, each with a primary manager; some have a specialist as well.
    private func fill(_ clients: ClientsUnderTest) async throws {
        try await clients.fill(3000)
        try await clients.database.withPool { pool in
            for (role, isPrimary, users, count) in [
                ("account_manager", true, 500, 3000), ("specialist", false, 500, 40),
            ] as [(String, Bool, Int, Int)] {
                _ = try await pool.execute(
                    """
                    insert into clients.assignment (
                        organisation_id, client_id, assignment_id, user_id, role, share, is_primary, starts_on)
                    select organisation_id, client_id, gen_random_uuid(),
                        (\(String(UserID.ann.text.dropLast(4))) || to_char(1 + number % \(users), 'FM0000'))::uuid,
                        \(role), 100, \(isPrimary), '2026-01-01'
                    from (
                        select *, row_number() over (order by client_id) as number from clients.client limit \(count)
                    ) as client
                    """)
            }
            _ = try await pool.execute(
                """
                insert into clients.assignment_change
                select organisation_id, client_id, 1, assignment_id, 'begun', user_id, role, share, is_primary,
                    starts_on
                from clients.assignment
                """)
            try await pool.execute("analyze clients.client")
            try await pool.execute("analyze clients.feed")
            try await pool.execute("analyze clients.assignment")
            try await pool.execute("analyze clients.assignment_change")
        }
    }

    private func plan(_ statement: SQL, _ clients: ClientsUnderTest) async throws -> String {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
    }
}
