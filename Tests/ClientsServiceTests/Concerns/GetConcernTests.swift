// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetConcernTests {
    @Test func anotherOrganisationsConcernIsAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            await #expect(throws: ConcernNotFound()) {
                try await clients.inOtherOrganisation.call(GetConcern(concern: concern.id))
            }
        }
    }

    @Test func onlyReadersOfConcernsGet() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            let other = clients.as(.user(with: [.readClients, .writeConcerns]))
            await #expect(
                performing: { _ = try await other.call(GetConcern(concern: concern.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
