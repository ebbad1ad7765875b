// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct BlockingConcernTests {
    @Test func whatIsOpenAndBlocksKeepsAnOpportunityFromBeingWon() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let opportunity = try await clients.opportunity("Deal", with: acme.id).id
            let elsewhere = try await clients.opportunity("Other deal", with: acme.id).id
            try await clients.open("Harmless", about: acme, opportunity: opportunity)
            let normal = try await clients.open("Client", about: acme, severity: "normal", isBlocking: true)
            let grave = try await clients.open(
                "Opportunity", about: acme, opportunity: opportunity, severity: "critical", isBlocking: true)
            try await clients.open("Other", about: acme, opportunity: elsewhere, isBlocking: true)
            try await clients.open("Contract", about: acme, contract: clients.draft(with: acme).id, isBlocking: true)
            try await clients.open("Elsewhere", about: bar, isBlocking: true)
            func blocking(_ organisation: OrganisationID = .first) async throws -> [ConcernID] {
                try await ConcernStore.blocking(
                    opportunity, of: acme.id, in: organisation, from: clients.context.database
                ).map(\.concern)
            }
            #expect(try await blocking() == [grave.id, normal.id])
            #expect(try await blocking(.second).isEmpty)
            var moved = try await clients.move(grave, to: .acknowledged)
            #expect(try await blocking() == [grave.id, normal.id])
            moved = try await clients.move(moved, to: .resolved, note: "Done")
            #expect(try await blocking() == [normal.id])
            try await clients.move(moved, to: .reopened, note: "Again")
            #expect(try await blocking() == [grave.id, normal.id])
        }
    }
}
