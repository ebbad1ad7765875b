// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

/// What PostgreSQL refuses by itself, whatever a program tries to write.
@Suite struct AssignmentConstraintTests {
    @Test func neitherOverlapsNorGapsCanBeStored() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", lifecycle: .customer)
            let cases: [(constraint: String, rows: [Row])] = [
                (
                    "one_primary_manager_a_day",
                    [Row(.ann, "2026-01-01", "2026-01-31"), Row(.bob, "2026-01-31", nil)]
                ),
                (
                    "a_primary_manager_is_followed",
                    [Row(.ann, "2026-01-01", "2026-01-31"), Row(.bob, "2026-02-02", nil)]
                ),
                ("a_primary_manager_is_followed", [Row(.ann, "2026-01-01", "2026-01-31")]),
                (
                    "a_role_once_a_day",
                    [
                        Row(.ann, "2026-01-01", nil, isPrimary: false),
                        Row(.ann, "2026-05-01", "2026-05-01", isPrimary: false),
                    ]
                ),
                ("only_customers_need_a_primary", [Row(.ann, "2026-01-01", "2026-01-31", vacantAs: .customer)]),
            ]
            for (constraint, rows) in cases {
                await #expect(
                    performing: { try await store(rows, of: client, in: clients) },
                    throws: { refusal($0)?.constraint == constraint })
            }
            // An end before the start makes no range.
            await #expect(
                performing: { try await store([Row(.ann, "2026-01-02", "2026-01-01")], of: client, in: clients) },
                throws: { refusal($0)?.sqlState == SQLState("22000") })
            #expect(try await clients.team(of: client).isEmpty)
            try await store(
                [Row(.ann, "2026-01-01", "2026-01-31"), Row(.bob, "2026-02-01", nil)], of: client, in: clients)
            #expect(try await clients.team(of: client).count == 2)
        }
    }

    @Test func whoFollowedCannotBeTakenAway() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", lifecycle: .customer)
            try await store(
                [Row(.ann, "2026-01-01", "2026-01-31"), Row(.bob, "2026-02-01", nil)], of: client, in: clients)
            for statement in [
                "delete from clients.assignment where user_id = \(UserID.bob.text)::uuid",
                "update clients.assignment set starts_on = '2026-02-02' where user_id = \(UserID.bob.text)::uuid",
            ] as [SQL] {
                await #expect(
                    performing: {
                        try await clients.database.withPool(as: .clients, size: 1) { pool in
                            try await pool.withTransaction { _ = try await $0.execute(statement) }
                        }
                    }, throws: { refusal($0)?.constraint == "a_primary_manager_is_followed" })
            }
        }
    }

    /// What the server says of an error of its own.
    private func refusal(_ error: any Error) -> ServerError? {
        (error as? PostgresError)?.serverError
    }

    private struct Row {
        let user: UserID
        let from: CalendarDate
        let to: CalendarDate?
        let isPrimary: Bool
        let vacantAs: Lifecycle?

        init(
            _ user: UserID, _ from: CalendarDate, _ to: CalendarDate?, isPrimary: Bool = true,
            vacantAs: Lifecycle? = nil
        ) {
            self.user = user
            self.from = from
            self.to = to
            self.isPrimary = isPrimary
            self.vacantAs = vacantAs
        }
    }

    private func store(_ rows: [Row], of client: Client, in clients: ClientsUnderTest) async throws {
        try await clients.database.withPool(as: .clients, size: 1) { pool in
            try await pool.withTransaction { transaction in
                for row in rows {
                    _ = try await transaction.execute(
                        """
                        insert into clients.assignment (
                            organisation_id, client_id, assignment_id, user_id, role, share, is_primary, starts_on,
                            ends_on, vacant_as)
                        values (
                            \(OrganisationID.first.text)::uuid, \(client.id.text)::uuid, gen_random_uuid(),
                            \(row.user.text)::uuid, 'account_manager',
                            50, \(row.isPrimary), \(row.from.text)::date, \(row.to?.text)::date,
                            \(row.vacantAs?.rawValue))
                        """)
                }
            }
        }
    }
}
