// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct ReassignPortfolioTests {
    private func reassign(
        from user: UserID = .ann, filter: PortfolioFilter? = nil, to receivers: [PortfolioReceiver],
        split: PortfolioSplit? = nil, on day: CalendarDate = "2026-04-01", dryRun: Bool? = nil
    ) throws -> ReassignPortfolio {
        try ReassignPortfolio(
            idempotencyKey: .fresh(), user: user, filter: filter, receivers: List(validating: receivers), split: split,
            effectiveOn: day, dryRun: dryRun)
    }

    private func fill(_ clients: ClientsUnderTest, _ count: Int) async throws -> [Client] {
        var made: [Client] = []
        for number in 1...count {
            let client = try await clients.create("Client \(number)", lifecycle: .customer)
            try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-01-01")
            made.append(client)
        }
        return made
    }

    @Test func aPortfolioIsDealtOutByWeightAndTheDryRunSaysHow() async throws {
        try await withClients { clients in
            _ = try await fill(clients, 6)
            let receivers = [
                PortfolioReceiver(user: .bob, weight: ReceiverWeight(unchecked: 2)), PortfolioReceiver(user: .cleo),
            ]
            let before = try await clients.feed().count
            let dry = try await clients.call(reassign(to: receivers, dryRun: true))
            #expect(dry.dryRun)
            #expect(try await clients.feed().count == before)
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-04-01").count == 6)

            let command = try reassign(to: receivers)
            let done = try await clients.call(command)
            #expect(done.moves == dry.moves)
            #expect(done.moves.map(\.receiver) == [.bob, .cleo, .bob, .bob, .cleo, .bob])
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-03-31").count == 6)
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-04-01").isEmpty)
            let bobs = try await clients.portfolio(of: .bob, asOf: "2026-04-01")
            #expect(bobs.count == 4)
            #expect(bobs.allSatisfy { $0.assignment.isPrimary && $0.assignment.from == "2026-04-01" })
            #expect(try await clients.portfolio(of: .cleo, asOf: "2026-04-01").count == 2)
            #expect(
                try await clients.feed().suffix(6).map { $0.assignmentChanges?.count } == Array(repeating: 2, count: 6))
            // Repeated, nothing moves again.
            #expect(try await clients.call(command) == done)
            #expect(try await clients.feed().count == before + 6)
        }
    }

    @Test func whoHasFewestGetsTheNextOneByLoad() async throws {
        try await withClients { clients in
            _ = try await fill(clients, 3)
            for number in 1...2 {
                let client = try await clients.create("Bob's \(number)")
                try await clients.assign(.bob, to: client, from: "2026-01-01")
            }
            let moves = try await clients.call(
                reassign(to: [PortfolioReceiver(user: .bob), PortfolioReceiver(user: .cleo)], split: .byLoad)
            ).moves
            #expect(moves.map(\.receiver) == [.cleo, .cleo, .bob])
        }
    }

    @Test func onlyWhatMatchesMoves() async throws {
        try await withClients { clients in
            let made = try await fill(clients, 2)
            let french = try await clients.create("French", country: "FR")
            try await clients.assign(.ann, to: french, .specialist, from: "2026-01-01")
            let ended = try await clients.create("Ended")
            try await clients.assign(.ann, to: ended, from: "2026-01-01", to: "2026-03-31")
            let planned = try await clients.create("Planned")
            try await clients.assign(.ann, to: planned, from: "2026-05-01")
            let one = [PortfolioReceiver(user: .bob)]
            func moved(_ filter: PortfolioFilter?) async throws -> [ClientID] {
                try await clients.call(reassign(filter: filter, to: one, dryRun: true)).moves.map(\.assignment.client)
            }
            #expect(try await moved(nil) == made.map(\.id) + [french.id, planned.id])
            #expect(try await moved(PortfolioFilter(role: .specialist)) == [french.id])
            #expect(try await moved(PortfolioFilter(isPrimary: true)) == made.map(\.id))
            #expect(try await moved(PortfolioFilter(lifecycle: .customer)) == made.map(\.id))
            #expect(try await moved(PortfolioFilter(country: CountryCode(validating: "FR"))) == [french.id])
            #expect(try await moved(PortfolioFilter(tier: Text(validating: "gold"))).isEmpty)
            #expect(try await moved(PortfolioFilter(segment: Text(validating: "x"))).isEmpty)
            #expect(
                try await moved(PortfolioFilter(clients: List(validating: [made[1].id, ended.id]))) == [made[1].id])
            // One that has not begun goes over as a whole.
            _ = try await clients.call(
                reassign(filter: PortfolioFilter(clients: List(validating: [planned.id])), to: one))
            #expect(try await clients.team(of: planned).map(\.label) == ["2 2026-05-01... 100"])
        }
    }

    @Test func aReceiverWhoHasTheRoleIsPassedOver() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, share: 50, from: "2026-01-01")
            let bobs = try await clients.assign(.bob, to: client, share: 50, from: "2026-06-01").assignment
            await #expect(throws: AlreadyAssigned(assignment: bobs)) {
                try await clients.call(reassign(to: [PortfolioReceiver(user: .bob)]))
            }
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-04-01").count == 1)
            let moves = try await clients.call(
                reassign(to: [PortfolioReceiver(user: .bob), PortfolioReceiver(user: .cleo)])
            ).moves
            #expect(moves.map(\.receiver) == [.cleo])
        }
    }

    @Test func moreThanAThousandAssignmentsAreRefused() async throws {
        try await withClients { clients in
            try await clients.fill(1001)
            try await clients.database.withPool(as: .clients, size: 1) { pool in
                _ = try await pool.execute(
                    """
                    insert into clients.assignment (
                        organisation_id, client_id, assignment_id, user_id, role, share, is_primary, starts_on)
                    select organisation_id, client_id, gen_random_uuid(), \(UserID.ann.text)::uuid,
                        'account_manager', 100, true, '2026-01-01'
                    from clients.client
                    """)
            }
            await #expect(throws: PortfolioTooLarge(limit: Count(1000))) {
                try await clients.call(reassign(to: [PortfolioReceiver(user: .bob)]))
            }
            let british = try await PortfolioFilter(
                clients: List(validating: clients.list(limit: 1000).items.map(\.id)))
            #expect(
                try await clients.call(reassign(filter: british, to: [PortfolioReceiver(user: .bob)])).moves.count
                    == 1000)
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-04-01").count == 1)
        }
    }

    @Test func receiversAreOthersAndNamedOnce() async throws {
        try await withClients { clients in
            for users in [[UserID.ann], [.bob, .bob]] {
                await #expect(
                    performing: {
                        _ = try await clients.call(reassign(to: users.map { PortfolioReceiver(user: $0) }))
                    }, throws: { ($0 as? RemoteError)?.violations.map(\.path) == ["$.receivers"] })
            }
        }
    }

    @Test func anotherOrganisationsPortfolioStays() async throws {
        try await withClients { clients in
            _ = try await fill(clients, 1)
            let moves = try await clients.inOtherOrganisation.call(reassign(to: [PortfolioReceiver(user: .bob)])).moves
            #expect(moves.isEmpty)
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-04-01").count == 1)
        }
    }

    @Test func onlyThoseWhoMayReassignDo() async throws {
        try await withClients { clients in
            let manager = clients.as(.accountManager)
            await #expect(
                performing: { _ = try await manager.call(reassign(to: [PortfolioReceiver(user: .bob)])) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
