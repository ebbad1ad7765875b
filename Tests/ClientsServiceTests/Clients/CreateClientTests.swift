// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateClientTests {
    @Test func aClientBeginsWithVersionOneAndIsFound() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let command = try CreateClient(
                idempotencyKey: .fresh(), kind: .person, name: Text(validating: "Ada Lovelace"), lifecycle: .customer,
                tier: Text(validating: "gold"), segment: Text(validating: "science"),
                industry: Text(validating: "computing"), country: CountryCode(validating: "GB"),
                currency: CurrencyCode(validating: "GBP"), locale: LocaleTag(validating: "en-GB"),
                externalIds: List(validating: [.shop("17"), .billing("A-1")]))
            let client = try await clients.call(command).client
            let expected = try Client(
                id: client.id, version: Version(unchecked: 1), kind: .person, name: Text(validating: "Ada Lovelace"),
                lifecycle: .customer, lifecycleSince: time.now, tier: Text(validating: "gold"),
                segment: Text(validating: "science"), industry: Text(validating: "computing"),
                country: CountryCode(validating: "GB"), currency: CurrencyCode(validating: "GBP"),
                locale: LocaleTag(validating: "en-GB"), externalIds: [.billing("A-1"), .shop("17")],
                createdAt: time.now, updatedAt: time.now)
            #expect(client == expected)
            let found = try await clients.call(GetClient(client: client.id))
            #expect(found.client == expected)
            #expect(found.lifecycleChanges == [LifecycleChange(lifecycle: .customer, since: time.now)])
        }
    }

    @Test func aClientIsAProspectUnlessSaidOtherwise() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            #expect(client.lifecycle == .prospect)
            #expect(client.externalIds.isEmpty)
        }
    }

    @Test func anExternalIDOfAnotherClientIsRefusedAndLeavesNothing() async throws {
        try await withClients { clients in
            _ = try await clients.call(CreateClient.of("First", externalIds: [.shop("17")]))
            await #expect(throws: ExternalIDTaken(externalId: try .shop("17"))) {
                try await clients.call(CreateClient.of("Second", externalIds: [.shop("16"), .shop("17")]))
            }
            #expect(try await clients.list().items.map(\.label) == ["First"])
            #expect(try await clients.feed().count == 1)
            // The one that was free is still free.
            _ = try await clients.call(CreateClient.of("Third", externalIds: [.shop("16")]))
        }
    }

    @Test func anExternalIDGivenTwiceCountsOnce() async throws {
        try await withClients { clients in
            let client = try await clients.call(CreateClient.of("Acme", externalIds: [.shop("1"), .shop("1")])).client
            #expect(client.externalIds == [try .shop("1")])
        }
    }

    @Test func organisationsUseTheSameExternalIDsSideBySide() async throws {
        try await withClients { clients in
            let ours = try await clients.call(CreateClient.of("Ours", externalIds: [.shop("17")])).client
            let theirs = try await clients.inOtherOrganisation.call(
                CreateClient.of("Theirs", externalIds: [.shop("17")])
            ).client
            #expect(try await clients.call(GetClient(externalId: .shop("17"))).client == ours)
            #expect(
                try await clients.inOtherOrganisation.call(GetClient(externalId: .shop("17"))).client == theirs)
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let command = try CreateClient.of("Acme", externalIds: [.shop("17")])
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.feed().count == 1)

            let refused = try CreateClient.of("Other", externalIds: [.shop("17")])
            for _ in 1...2 {
                await #expect(throws: ExternalIDTaken(externalId: try .shop("17"))) {
                    try await clients.call(refused)
                }
            }
        }
    }

    @Test func aKeyWithOtherParamsIsRefused() async throws {
        try await withClients { clients in
            let key = try IdempotencyKey.fresh()
            _ = try await clients.call(CreateClient.of("Acme", key: key))
            await #expect(throws: IdempotencyKeyReused()) {
                try await clients.call(CreateClient.of("Other", key: key))
            }
            // The other organisation's keys are its own.
            _ = try await clients.inOtherOrganisation.call(CreateClient.of("Other", key: key))
        }
    }

    @Test func twoCallsWithOneKeyAtTheSameTimeMakeOneClient() async throws {
        try await withClients { clients in
            let command = try CreateClient.of("Acme")
            let ids = try await withThrowingTaskGroup(of: ClientID.self) { group in
                for _ in 1...4 { group.addTask { try await clients.call(command).client.id } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await clients.list().items.count == 1)
        }
    }

    @Test func onlyWritersCreate() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readClients, .readClientFeed]))
            await #expect(
                performing: { _ = try await reader.call(CreateClient.of("Acme")) },
                throws: isRemoteError(.permissionDenied))
            await #expect(
                performing: { _ = try await clients.anonymously.call(CreateClient.of("Acme")) },
                throws: isRemoteError(.unauthenticated))
            let left = try await clients.list().items
            #expect(left.isEmpty)
        }
    }
}
