// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct UpdateClientTests {
    private func update(
        _ client: Client, key: IdempotencyKey? = nil, ifVersion: Version? = nil, name: String? = nil,
        lifecycle: Lifecycle? = nil, tier: String? = nil, clear: [ClientField]? = nil,
        adding added: [ExternalID]? = nil,
        removing removed: [ExternalID]? = nil
    ) throws -> UpdateClient {
        try UpdateClient(
            idempotencyKey: key ?? .fresh(), client: client.id, ifVersion: ifVersion ?? client.version,
            name: name.map { try Text(validating: $0) }, lifecycle: lifecycle,
            tier: tier.map { try Text(validating: $0) }, clear: clear.map { try List(validating: $0) },
            addExternalIds: added.map { try List(validating: $0) },
            removeExternalIds: removed.map { try List(validating: $0) })
    }

    @Test func onlyGivenFieldsChange() async throws {
        try await withClients { clients in
            let before = try await clients.create("Acme", lifecycle: .customer, country: "GB")
            let after = try await clients.call(update(before, name: "Acme Ltd", tier: "gold")).client
            #expect(after.version == Version(unchecked: 2))
            #expect(after.name.text == "Acme Ltd")
            #expect(after.tier?.text == "gold")
            #expect(after.lifecycle == .customer)
            #expect(after.country == before.country)
            #expect(after.createdAt == before.createdAt)
            #expect(try await clients.call(GetClient(client: before.id)).client == after)
        }
    }

    @Test func aFieldIsClearedByName() async throws {
        try await withClients { clients in
            let before = try await clients.create("Acme", country: "GB")
            let after = try await clients.call(update(before, clear: [.country, .tier])).client
            #expect(after.country == nil)
            let violation = InvalidParams.Violation(path: "$.clear[0]", rule: "must not be given a value as well")
            await #expect(
                performing: { _ = try await clients.call(update(after, tier: "gold", clear: [.tier])) },
                throws: { ($0 as? RemoteError)?.violations == [violation] })
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let first = try await clients.create("Acme")
            let second = try await clients.call(update(first, name: "Second")).client
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(update(first, name: "Third"))
            }
            #expect(try await clients.call(GetClient(client: first.id)).client == second)
            #expect(try await clients.feed().count == 2)
        }
    }

    @Test func ofUpdatesAtTheSameTimeOneWinsAndTheOthersConflict() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let outcomes = await withTaskGroup(of: Result<Client, any Error>.self) { group in
                for number in 1...6 {
                    group.addTask {
                        await Result { try await clients.call(self.update(client, name: "Name \(number)")).client }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.compactMap { try? $0.get() }
            #expect(winners.count == 1)
            #expect(winners == [try await clients.call(GetClient(client: client.id)).client])
            for case .failure(let error) in outcomes {
                #expect(error as? VersionConflict == VersionConflict(currentVersion: Version(unchecked: 2)))
            }
        }
    }

    @Test func anUpdateThatChangesNothingWritesNothing() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            #expect(try await clients.call(update(client, name: "Acme", clear: [.tier])).client == client)
            #expect(try await clients.feed().count == 1)
        }
    }

    @Test func anUnknownClientOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(update(client, name: "Stolen"))
            }
            #expect(try await clients.call(GetClient(client: client.id)).client == client)
        }
    }

    @Test func externalIDsAreAddedAndRemoved() async throws {
        try await withClients { clients in
            let first = try await clients.call(CreateClient.of("Acme", externalIds: [.shop("1"), .shop("2")])).client
            let second = try await clients.call(
                update(first, adding: [.billing("9")], removing: [.shop("1"), .shop("404")])
            ).client
            #expect(second.externalIds == [try .billing("9"), try .shop("2")])
            #expect(second.version == Version(unchecked: 2))
            await #expect(throws: ClientNotFound()) { try await clients.call(GetClient(externalId: .shop("1"))) }
            // Free again for another client.
            _ = try await clients.call(CreateClient.of("Other", externalIds: [.shop("1")]))
        }
    }

    @Test func anExternalIDOfAnotherClientIsRefusedAndLeavesNothing() async throws {
        try await withClients { clients in
            _ = try await clients.call(CreateClient.of("Owner", externalIds: [.shop("1")]))
            let client = try await clients.create("Acme")
            await #expect(throws: ExternalIDTaken(externalId: try .shop("1"))) {
                try await clients.call(update(client, name: "Renamed", adding: [.shop("2"), .shop("1")]))
            }
            #expect(try await clients.call(GetClient(client: client.id)).client == client)
        }
    }

    @Test func aClientHasAtMostFiftyExternalIDs() async throws {
        try await withClients { clients in
            let client = try await clients.call(
                CreateClient.of("Acme", externalIds: (1...50).map { try .shop("\($0)") })
            ).client
            await #expect(throws: TooManyExternalIDs(limit: Count(50))) {
                try await clients.call(update(client, adding: [.billing("1")]))
            }
            let swapped = try await clients.call(update(client, adding: [.billing("1")], removing: [.shop("1")]))
            #expect(swapped.client.externalIds.count == 50)
        }
    }

    @Test func datesOfTheLifecycleAreKept() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            var client = try await clients.create("Acme")
            var expected = [LifecycleChange(lifecycle: .prospect, since: time.now)]
            for lifecycle in [Lifecycle.customer, .former, .customer] {
                time.advance(bySeconds: 60)
                client = try await clients.call(update(client, lifecycle: lifecycle)).client
                #expect(client.lifecycleSince == time.now)
                expected.append(LifecycleChange(lifecycle: lifecycle, since: time.now))
                time.advance(bySeconds: 60)
                // A change of something else is none of the lifecycle.
                client = try await clients.call(update(client, name: "Acme \(expected.count)")).client
            }
            let found = try await clients.call(GetClient(client: client.id))
            #expect(found.client.lifecycleSince == expected.last?.since)
            #expect(found.lifecycleChanges == expected)
        }
    }

    @Test func everyVersionIsKeptWithItsAuthor() async throws {
        try await withClients { clients in
            let first = try await clients.create("First")
            let editor = clients.as(.serviceAccount(with: [.readAllClients, .writeClients]))
            _ = try await editor.call(update(first, name: "Second"))
            let versions = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await pool.rows(
                    "select name, recorded_by from clients.client_version order by version", as: (String, String).self)
            }
            #expect(versions.map(\.0) == ["First", "Second"])
            #expect(versions.map(\.1) == [clients.caller.label, editor.caller.label])
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let command = try update(client, name: "Second")
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            await #expect(throws: IdempotencyKeyReused()) {
                try await clients.call(update(client, key: command.idempotencyKey, name: "Third"))
            }
        }
    }

    @Test func onlyWritersUpdate() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.call(update(client, name: "Other")) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
