// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetOpportunityTests {
    @Test func itsOwnEstimateGoesBeforeTheStages() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let plain = try await clients.call(
                GetOpportunity(opportunity: clients.opportunity("A", with: acme, stage: "proposal").id))
            #expect(plain.probability.rawValue == 50)
            #expect(plain.stage?.name.text == "Proposal")
            let own = try await clients.opportunity("B", with: acme, stage: "proposal", probability: 0)
            #expect(try await clients.call(GetOpportunity(opportunity: own.id)).probability.rawValue == 0)
            let won = try await clients.close(own, .won)
            #expect(try await clients.call(GetOpportunity(opportunity: won.id)).probability.rawValue == 100)
            let lost = try await clients.close(clients.opportunity("C", with: acme, probability: 80), .lost)
            #expect(try await clients.call(GetOpportunity(opportunity: lost.id)).probability.rawValue == 0)
        }
    }

    @Test func anotherOrganisationsIsNotFound() async throws {
        try await withClients { clients in
            let made = try await clients.opportunity("A", with: clients.create("Acme").id)
            await #expect(throws: OpportunityNotFound()) {
                try await clients.inOtherOrganisation.call(GetOpportunity(opportunity: made.id))
            }
        }
    }

    @Test func onlyReadersOfSalesGet() async throws {
        try await withClients { clients in
            let made = try await clients.opportunity("A", with: clients.create("Acme").id)
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(
                performing: { _ = try await other.call(GetOpportunity(opportunity: made.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
