// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListStagesTests {
    @Test func aFreshOrganisationHasSensibleStages() async throws {
        try await withClients { clients in
            let list = try await clients.stages()
            #expect(list.version == .one)
            #expect(
                list.stages.map(\.code.text) == [
                    "qualification", "discovery", "proposal", "negotiation", "commitment", "won", "lost", "abandoned",
                ])
            #expect(list.stages.map(\.probability.rawValue) == [10, 25, 50, 75, 90, 100, 0, 0])
            #expect(list.stages.map(\.outcome) == [nil, nil, nil, nil, nil, .won, .lost, .abandoned])
            // The first opportunity makes them records, and they stay as they were.
            try await clients.opportunity("Seats", with: clients.create("Acme").id)
            #expect(try await clients.stages() == list)
            #expect(try await clients.feed().compactMap(\.stages) == [list])
        }
    }

    @Test func anotherOrganisationsStagesAreItsOwn() async throws {
        try await withClients { clients in
            let standard = try await clients.stages()
            try await clients.define(ifVersion: 1, .open("talk", 20))
            #expect(try await clients.inOtherOrganisation.stages() == standard)
        }
    }

    @Test func onlyReadersOfSalesList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(performing: { _ = try await other.stages() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
