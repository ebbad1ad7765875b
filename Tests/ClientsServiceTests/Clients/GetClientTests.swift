// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetClientTests {
    @Test func aClientIsFoundByItsIDAndByEachExternalID() async throws {
        try await withClients { clients in
            try await clients.create("Other")
            let client = try await clients.call(
                CreateClient.of("Acme", externalIds: [.shop("1"), .shop("2"), .billing("1")])
            ).client
            #expect(try await clients.call(GetClient(client: client.id)).client == client)
            for externalID in client.externalIds {
                #expect(try await clients.call(GetClient(externalId: externalID)).client == client)
            }
        }
    }

    @Test func anUnknownClientIsNotFound() async throws {
        try await withClients { clients in
            await #expect(throws: ClientNotFound()) {
                try await clients.call(GetClient(client: .new(at: Clocks.start)))
            }
            await #expect(throws: ClientNotFound()) { try await clients.call(GetClient(externalId: .shop("1"))) }
        }
    }

    @Test func aClientOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let client = try await clients.call(CreateClient.of("Acme", externalIds: [.shop("1")])).client
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(GetClient(client: client.id))
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(GetClient(externalId: .shop("1")))
            }
        }
    }

    @Test(arguments: [
        "{}",
        #"{"client":"01920000-0000-7000-8000-000000000001","externalId":{"system":"shop","id":"1"}}"#,
    ])
    func exactlyOneNameMustBeGiven(params: String) async throws {
        try await withClients { clients in
            let answer = await clients.answer(
                to: #"{"jsonrpc":"2.0","id":1,"method":"clients.getClient","params":\#(params)}"#)
            #expect(answer.contains(#""code":-32602"#))
            #expect(answer.contains("exactly one of client and externalId"))
        }
    }

    @Test func onlyReadersGet() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let writer = clients.as(.user(with: [.writeClients]))
            await #expect(
                performing: { _ = try await writer.call(GetClient(client: client.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
