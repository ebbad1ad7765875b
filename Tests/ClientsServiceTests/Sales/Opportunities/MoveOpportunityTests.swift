// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct MoveOpportunityTests {
    @Test func itGoesForwardsAndBackwards() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id, probability: 70)
            time.advance(bySeconds: 60)
            let second = try await clients.move(first, to: "negotiation")
            #expect(second.stage.text == "negotiation")
            #expect(second.stageSince == time.now)
            #expect(second.probability == nil)
            #expect(second.version == Version(unchecked: 2))
            time.advance(bySeconds: 60)
            let third = try await clients.move(second, to: "discovery")
            #expect(third.stage.text == "discovery")
            // Where it is already nothing is written.
            #expect(try await clients.move(third, to: "discovery") == third)
            #expect(try await clients.feed().compactMap(\.opportunity) == [first, second, third])
        }
    }

    @Test func aClosedStageIsNotMovedInto() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            for stage in ["won", "lost", "abandoned"] {
                await #expect(throws: StageClosed(stage: try .stage(stage))) {
                    try await clients.move(first, to: stage)
                }
            }
            await #expect(throws: StageNotFound(stage: try .stage("nowhere"))) {
                try await clients.move(first, to: "nowhere")
            }
            #expect(try await clients.call(GetOpportunity(opportunity: first.id)).opportunity == first)
        }
    }

    @Test func aClosedOneStaysWhereItIs() async throws {
        try await withClients { clients in
            let closed = try await clients.close(
                clients.opportunity("A", with: clients.create("Acme").id), .abandoned)
            await #expect(throws: OpportunityClosed(outcome: .abandoned)) {
                try await clients.move(closed, to: "proposal")
            }
        }
    }

    @Test func anOldVersionConflictsAndAnotherOrganisationsIsNotFound() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let second = try await clients.move(first, to: "proposal")
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.move(first, to: "negotiation")
            }
            await #expect(throws: OpportunityNotFound()) {
                try await clients.inOtherOrganisation.move(second, to: "negotiation")
            }
        }
    }

    @Test func aRepeatedKeyMovesOnce() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let key = try IdempotencyKey.fresh()
            let second = try await clients.move(first, to: "proposal", key: key)
            #expect(try await clients.move(first, to: "proposal", key: key) == second)
        }
    }

    @Test func onlyWritersOfSalesMove() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let reader = clients.as(.user(with: [.readSales, .writeClients]))
            await #expect(
                performing: { _ = try await reader.move(first, to: "proposal") },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
