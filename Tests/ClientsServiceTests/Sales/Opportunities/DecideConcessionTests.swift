// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DecideConcessionTests {
    @Test func theDecisionSaysWhoAndWhenAndWhy() async throws {
        try await withClients { clients in
            let (concession, asked) = try await clients.request(
                for: clients.opportunity("A", with: clients.create("Acme").id))
            let decided = try await clients.colleague.decide(concession, of: asked, true)
            #expect(decided.concessions.map(\.state) == [.approved])
            #expect(decided.concessions.map(\.decidedAt) == [decided.updatedAt])
            #expect(decided.concessions.map(\.decisionNote?.text) == ["As agreed"])
            #expect(decided.concessions.map(\.decidedBy) != asked.concessions.map(\.requestedBy))
            #expect(decided.concessions.allSatisfy { $0.decidedBy?.text.hasPrefix("service-account:") == true })
            #expect(try await clients.feed().compactMap(\.opportunity).last == decided)
        }
    }

    @Test func whoAsksDoesNotDecide() async throws {
        try await withClients { clients in
            let (concession, asked) = try await clients.request(
                for: clients.opportunity("A", with: clients.create("Acme").id))
            await #expect(throws: OwnConcession()) { try await clients.decide(concession, of: asked, true) }
        }
    }

    @Test func itIsDecidedOnce() async throws {
        try await withClients { clients in
            let (concession, asked) = try await clients.request(
                for: clients.opportunity("A", with: clients.create("Acme").id))
            let refused = try await clients.colleague.decide(concession, of: asked, false)
            #expect(refused.concessions.map(\.state) == [.refused])
            await #expect(throws: ConcessionDecided(state: .refused)) {
                try await clients.colleague.decide(concession, of: refused, true)
            }
        }
    }

    @Test func whatIsNotThereOrClosedOrNewerIsRefused() async throws {
        try await withClients { clients in
            let (concession, asked) = try await clients.request(
                for: clients.opportunity("A", with: clients.create("Acme").id))
            await #expect(throws: OpportunityNotFound()) {
                try await clients.inOtherOrganisation.decide(concession, of: asked, true)
            }
            await #expect(throws: ConcessionNotFound()) {
                try await clients.colleague.decide(.new(at: Clocks.start), of: asked, true)
            }
            let closed = try await clients.close(asked, .lost)
            await #expect(throws: VersionConflict(currentVersion: closed.version)) {
                try await clients.colleague.decide(concession, of: asked, true)
            }
            await #expect(throws: OpportunityClosed(outcome: .lost)) {
                try await clients.colleague.decide(concession, of: closed, true)
            }
        }
    }

    @Test func onlyWhoApprovesDecides() async throws {
        try await withClients { clients in
            let (concession, asked) = try await clients.request(
                for: clients.opportunity("A", with: clients.create("Acme").id))
            let seller = clients.as(.serviceAccount(with: [.readSales, .writeSales]))
            await #expect(
                performing: { _ = try await seller.decide(concession, of: asked, true) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
