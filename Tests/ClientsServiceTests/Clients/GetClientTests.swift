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

    @Test func aPastDayShowsTheRecordAsItWasAtItsEnd() async throws {
        try await withStandingClock { clients, clock in
            let first = try await clients.create("First")
            clock.advance(bySeconds: 3600)
            let second = try await update(first, clients, name: "Second")
            clock.advance(bySeconds: 2 * 86_400)
            let third = try await update(second, clients, name: "Third", lifecycle: .customer)
            for (day, client, changes) in [
                ("2026-01-15", second, 1), ("2026-01-16", second, 1), ("2026-01-17", third, 2),
                ("2030-01-01", third, 2),
            ] as [(CalendarDate, Client, Int)] {
                let answer = try await clients.call(GetClient(client: first.id, asOf: day))
                #expect(answer.client == client, "\(day)")
                #expect(answer.lifecycleChanges.count == changes, "\(day)")
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.call(GetClient(client: first.id, asOf: "2026-01-14"))
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.seen(by: .ann).call(GetClient(client: first.id, asOf: "2026-01-16"))
            }
        }
    }

    private func update(
        _ client: Client, _ clients: ClientsUnderTest, name: String, lifecycle: Lifecycle? = nil
    ) async throws -> Client {
        try await clients.call(
            UpdateClient(
                idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                name: Text(validating: name), lifecycle: lifecycle)
        ).client
    }

    @Test func ofReadersAtTheSameMomentEachSeesWhatIsHis() async throws {
        try await withClients { clients in
            let ours = try await clients.create("Ours")
            let hidden = try await clients.create("Hidden")
            let theirs = try await clients.inOtherOrganisation.create("Theirs")
            try await clients.grant(ours, to: AccessHolder(user: .ann))
            let expected: [(reader: ClientsUnderTest, sees: Set<ClientID>)] = [
                (clients, [ours.id, hidden.id]),
                (clients.inOtherOrganisation, [theirs.id]),
                (clients.seen(by: .ann), [ours.id]),
                (clients.seen(by: .bob), []),
            ]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (reader, sees) in Array(repeating: expected, count: 10).joined() {
                    for client in [ours, hidden, theirs] {
                        group.addTask {
                            let isSeen = try await reader.sees(client)
                            #expect(isSeen == sees.contains(client.id), "\(client.name)")
                        }
                    }
                }
                try await group.waitForAll()
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
