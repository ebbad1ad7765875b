// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct StartHandoverTests {
    @Test func aHandoverGoesFromTodaysPrimaryManager() async throws {
        try await withClients(on: "2026-03-10") { clients, time in
            let acme = try await clients.create("Acme", lifecycle: .customer)
            try await clients.assign(.ann, to: acme, isPrimary: true, from: "2026-01-01")
            let brief = try HandoverBrief.of("Quarterly review", needs: ["Lower cost"], overdue: 120_00)
            let handover = try await clients.call(
                StartHandover(
                    idempotencyKey: .fresh(), client: acme.id, handover: .to(.bob, as: .keyAccountManager, brief))
            ).handover
            let expected = Handover(
                id: handover.id, client: acme.id, version: Version(unchecked: 1), state: .open, outgoing: .ann,
                incoming: .bob, role: .keyAccountManager, brief: brief, returns: [], openedOn: "2026-03-10",
                createdAt: time.now, updatedAt: time.now)
            #expect(handover == expected)
            #expect(try await clients.feed().last?.handover == expected)
            #expect(try await clients.team(of: acme).map(\.label) == ["1 2026-01-01... 100 primary"])
        }
    }

    @Test func whatCannotBeHandedOverIsRefused() async throws {
        try await withClients(on: "2026-03-10") { clients, _ in
            let acme = try await clients.create("Acme")
            func start(_ new: NewHandover) async throws -> Handover {
                try await clients.call(
                    StartHandover(idempotencyKey: .fresh(), client: acme.id, handover: new)
                ).handover
            }
            await #expect(throws: PrimaryMissing(client: acme.id, from: "2026-03-10")) { try await start(.to(.bob)) }
            try await clients.assign(.ann, to: acme, isPrimary: true, from: "2026-01-01")
            await #expect(throws: ContactNotFound()) {
                try await start(.to(.bob, .of("x", people: [.new(at: Clocks.start)])))
            }
            await #expect(throws: TeamRoleNotPrimary(role: .executiveSponsor, allowed: .initialPrimary)) {
                try await start(.to(.bob, as: .executiveSponsor))
            }
            await #expect(throws: TeamRoleUnknown(role: .auditor, known: .initial)) {
                try await start(.to(.bob, as: .auditor))
            }
            let ada = try await clients.contact("Ada", at: [acme.id]).id
            await #expect(
                performing: { _ = try await start(.to(.bob, .of("x", people: [ada, ada]))) },
                throws: refusesParams(at: "$.handover.brief.people"))
            let first = try await start(.to(.bob, .of("x", people: [ada])))
            await #expect(throws: HandoverUnderWay(handover: first.id)) { try await start(.to(.cleo)) }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(
                    StartHandover(idempotencyKey: .fresh(), client: acme.id, handover: .to(.bob)))
            }
        }
    }

    @Test func onlyThoseWhoMayAssignStart() async throws {
        try await withClients(on: "2026-03-10") { clients, _ in
            let acme = try await clients.create("Acme")
            let other = clients.as(.user(with: [.readClients, .writeClients]))
            await #expect(
                performing: {
                    _ = try await other.call(
                        StartHandover(idempotencyKey: .fresh(), client: acme.id, handover: .to(.bob)))
                }, throws: isRemoteError(.permissionDenied))
        }
    }
}
