// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Statements of limited viewers go by the indexes of sight, with some thousand clients of two organisations.
@Suite struct SightPlanTests {
    @Test func aRecordIsLookedUpAndThenAskedFor() async throws {
        try await withClients { clients in
            try await fill(clients)
            let client = try await clients.call(GetClient(externalId: .shop("Client-7"))).client
            for statement in [
                ClientStore.statement(client.id, of: sight(of: .bob)),
                ClientStore.statement(named: try .shop("Client-7"), of: sight(of: .bob)),
            ] {
                try await requireIndexes(["sight_of_client", "using oversight_"], statement, clients)
            }
        }
    }

    @Test func aPageGoesFromPrincipalToPrincipal() async throws {
        try await withClients { clients in
            try await fill(clients)
            let limited = try #require(sight(of: .bob).limited)
            for condition in [nil, "client.organisation_id = \(OrganisationID.first)"] as [SQL?] {
                let page = VisibleClients.statement(
                    of: limited, where: condition, after: ClientID(UUIDValue(high: 0, low: 0)), limit: 51)
                try await requireIndexes(["sight_once_a_source", "oversight_begins_once_a_day"], page, clients)
            }
        }
    }

    @Test func aViewerOfFewClientsGoesByTheirIDs() async throws {
        try await withClients { clients in
            try await fill(clients)
            let few = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await sight(of: .ann).measured(in: pool)
            }
            let contacts = ContactStore.statement(ContactFilter(), of: few, after: nil, limit: 101)
            try await requireIndexes(["sight_once_a_source", "contact_position_once_a_client"], contacts, clients)
            #expect(try await clients.seen(by: .ann).list().items.count == 6)
            #expect(try await clients.seen(by: .bob).list(limit: 50).items.count == 50)
        }
    }

    @Test func whatFollowsFromALineIsFoundByItsUsers() async throws {
        try await withClients { clients in
            try await fill(clients)
            for (statement, index) in [
                (
                    """
                    delete from clients.oversight
                    where organisation_id = \(OrganisationID.first) and principal_id = \(UserID.ann)
                    """,
                    "oversight_by_principal"
                ),
                (
                    ReportingStore.statement(
                        ReportingLineFilter(manager: .bob), of: .first, after: nil, limit: 101),
                    "reporting_line_by_manager"
                ),
            ] as [(SQL, String)] {
                try await requireIndexes([index], statement, clients)
            }
        }
    }

    private func sight(of user: UserID) -> Sight {
        Sight(of: Caller(subject: .user(user), organisation: .first, permissions: PermissionSet([])), at: Clocks.start)
    }

    private func requireIndexes(_ indexes: [String], _ statement: SQL, _ clients: ClientsUnderTest) async throws {
        let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
        }
        for index in indexes { #expect(plan.contains(index), "\(plan)") }
        #expect(!plan.contains("Seq Scan"), "\(plan)")
    }

    /// Three thousand clients of five hundred users, most of whom are below one: Bob.
    private func fill(_ clients: ClientsUnderTest) async throws {
        try await clients.fill(3000)
        try await clients.inOtherOrganisation.fill(3000)
        try await clients.database.withPool { pool in
            try await pool.execute(
                """
                insert into clients.assignment (
                    organisation_id, client_id, assignment_id, user_id, role, share, is_primary, starts_on)
                select organisation_id, client_id, gen_random_uuid(),
                    (\(String(UserID.ann.text.dropLast(4))) || to_char(1 + number % 500, 'FM0000'))::uuid,
                    'account_manager', 100, true, '2026-01-01'
                from (
                    select *, row_number() over (order by client_id) as number from clients.client
                    where organisation_id = \(OrganisationID.first)
                ) as client
                """)
            try await pool.execute(
                """
                insert into clients.oversight (organisation_id, viewer_id, principal_id, starts_on)
                select distinct organisation_id, \(UserID.bob), principal_id, date '2026-01-01' from clients.sight
                where principal_id <> \(UserID.bob)
                """)
            // Others share some sight as well.
            try await pool.execute(
                """
                insert into clients.oversight (organisation_id, viewer_id, principal_id, starts_on)
                select organisation_id, client_id, principal_id, date '2026-01-01' from clients.sight
                """)
            try await pool.execute(
                """
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select distinct organisation_id, 'reporting', principal_id, 1, '{}'::bytea, now(), 'test'
                from clients.sight
                """)
            try await pool.execute(
                """
                insert into clients.reporting (organisation_id, user_id, version)
                select distinct organisation_id, principal_id, 1 from clients.sight
                """)
            try await pool.execute(
                """
                insert into clients.reporting_line (organisation_id, user_id, manager_id, starts_on)
                select distinct on (principal_id) organisation_id, principal_id, client_id, date '2026-01-01'
                from clients.sight
                """)
            try await pool.execute(
                """
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select organisation_id, 'contact', client_id, 1, '{}', now(), 'test' from clients.client
                """)
            try await pool.execute(
                """
                insert into clients.contact (organisation_id, contact_id, version, searched)
                select organisation_id, client_id, 1, name from clients.client
                """)
            try await pool.execute(
                """
                insert into clients.contact_position (organisation_id, client_id, contact_id)
                select organisation_id, client_id, client_id from clients.client
                """)
            for table: SQL in [
                "analyze clients.contact", "analyze clients.contact_position", "analyze clients.fact",
                "analyze clients.client", "analyze clients.sight", "analyze clients.oversight",
                "analyze clients.client_external_id", "analyze clients.reporting_line", "analyze clients.reporting",
            ] {
                try await pool.execute(table)
            }
        }
    }
}
