// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct MergeClientsTests {
    @Test func allThatBelongsToOneBelongsToTheOther() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let twin = try await clients.create(
                "ACME Ltd", with: .of(domain: "acme.example", phone: "+49 30 1234567"))
            let ada = try await clients.contact("Ada", at: [twin.id])
            try await clients.relate(ada.id, at: twin.id, from: "2026-01-01", as: .champion)
            let concern = try await clients.open("Broken", about: twin)
            try await clients.assign(.ann, to: twin, isPrimary: true, from: "2026-01-01")
            _ = try await clients.call(LogActivity.of("Called", with: twin, contacts: [ada.id]))
            let events = try await clients.call(GetTimeline(filter: TimelineFilter(client: twin.id))).items.count

            let outcome = try await clients.merge(twin, into: acme)
            #expect(outcome.merge.from == twin.id && outcome.merge.into == acme.id)
            #expect(outcome.merge.conflicts.map(\.field?.text) == ["name"])
            #expect(!outcome.isDryRun && outcome.rows == nil)
            #expect(try await clients.contacts(of: acme.id).items.map(\.id) == [ada.id])
            #expect(try await clients.call(GetContact(contact: ada.id)).contact.positions.map(\.client) == [acme.id])
            let moved = try #require(try await clients.concerns().first)
            #expect(moved.id == concern.id && moved.client == acme.id && moved.version == concern.version.next)
            #expect(try await clients.team(of: acme).map(\.user) == [.ann])
            #expect(try await clients.seen(by: .ann).sees(acme))
            let staying = try await clients.call(GetClient(client: acme.id)).client
            #expect(staying.details?.domains.map(\.text) == ["acme.example"])
            #expect(staying.name.text == "Acme")
            let timeline = try await clients.call(GetTimeline(filter: TimelineFilter(client: acme.id))).items
            #expect(timeline.count >= events)
            #expect(timeline.contains { $0.change.merge == outcome.merge })
            let feed = try await clients.feed()
            #expect(feed.last?.merge == outcome.merge)
            #expect(feed.suffix(6).contains { $0.concern == moved })
        }
    }

    @Test func theMergedClientSaysWhereItWent() async throws {
        try await withClients { clients in
            let (first, second, third) = try await three(clients)
            try await clients.merge(first, into: second)
            try await clients.merge(second, into: third)
            let answer = try await clients.call(GetClient(client: first.id))
            #expect(answer.mergedInto == third.id)
            #expect(answer.client == first)
            await #expect(throws: ClientNotFound()) {
                try await clients.seen(by: .ann).call(GetClient(client: first.id))
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(GetClient(client: first.id))
            }
            #expect(try await clients.list().items.map(\.id) == [third.id])
            await #expect(throws: ClientNotFound()) { _ = try await clients.open("Broken", about: first) }
            await #expect(throws: ClientNotFound()) { try await clients.contact("Ada", at: [first.id]) }
        }
    }

    @Test func aDryRunListsEveryRowAndChangesNothing() async throws {
        try await withClients { clients in
            let (first, second, _) = try await three(clients)
            for number in 0..<3 { _ = try await clients.open("Concern \(number)", about: first) }
            let both = try await clients.contact("Ada", at: [first.id, second.id])
            let head = try await clients.head()
            let before = try await clients.images(through: head)
            let planned = try await clients.merge(first, into: second, dryRun: true)
            #expect(planned.isDryRun && !planned.hasMoreRows)
            #expect(differences(before, try await clients.images(through: head)).isEmpty)
            #expect(try await clients.head() == head)
            #expect(planned.rows?.count { $0.table.text == "concern" && !$0.isSetAside } == 3)
            #expect(
                planned.merge.conflicts.contains {
                    $0.kind == .alreadyThere && $0.table.text == "contact_position" && $0.record?.text == both.id.text
                })
            let done = try await clients.merge(first, into: second)
            #expect(done.merge.tables == planned.merge.tables)
            #expect(done.merge.conflicts == planned.merge.conflicts)
            #expect(try await clients.call(GetContact(contact: both.id)).contact.positions.count == 1)
        }
    }

    @Test func fieldsAreFilledAndTakenAsAsked() async throws {
        try await withClients { clients in
            let from = try await clients.create("From", country: "DE")
            let into = try await clients.create("Into", country: "FR")
            let bare = try await clients.create("Bare")
            try await clients.merge(from, into: into, taking: [.country])
            let staying = try await clients.call(GetClient(client: into.id)).client
            #expect(staying.country?.text == "DE" && staying.name.text == "Into")
            try await clients.merge(into, into: bare)
            #expect(try await clients.call(GetClient(client: bare.id)).client.country?.text == "DE")
        }
    }

    @Test func whatThereCanBeOneOfOnlyIsKeptAndTold() async throws {
        try await withClients { clients in
            let (from, into, _) = try await three(clients)
            try await clients.assign(.ann, to: from, isPrimary: true, from: "2026-01-01")
            try await clients.assign(.bob, to: from, .specialist, share: 60, from: "2026-01-01")
            try await clients.assign(.cleo, to: from, .accountExecutive, from: "2026-01-01")
            try await clients.assign(.bob, to: into, share: 60, isPrimary: true, from: "2026-01-01")
            try await clients.assign(.ann, to: into, .specialist, share: 60, from: "2026-01-01")
            try await clients.assign(.cleo, to: into, .accountExecutive, from: "2026-02-01")
            let outcome = try await clients.merge(from, into: into)
            #expect(
                Set(outcome.merge.conflicts.filter { $0.table.text == "assignment" }.map(\.kind)) == [
                    .shareExceeded, .alreadyThere,
                ])
            #expect(try await clients.team(of: into).count == 3)
        }
    }

    @Test func obstaclesAreNamed() async throws {
        try await withClients { clients in
            let (parent, child, _) = try await three(clients)
            try await clients.setParent(of: child, to: parent, from: "2026-01-01")
            await #expect(throws: MergeRefused(obstacles: [.belongsToTheOther])) {
                try await clients.merge(parent, into: child)
            }
            let customer = try await clients.create("Customer", lifecycle: .customer)
            await #expect(throws: MergeRefused(obstacles: [.furtherLifecycle])) {
                try await clients.merge(customer, into: parent)
            }
            let won = try await clients.won("Won")
            let other = try await clients.won("Other")
            await #expect(throws: MergeRefused(obstacles: [.bothHandedOver])) {
                try await clients.merge(won.client, into: other.client)
            }
            try await clients.merge(child, into: parent)
        }
    }

    @Test func versionsAndClientsAreChecked() async throws {
        try await withClients { clients in
            let (from, into, _) = try await three(clients)
            func merge(
                _ version: Int64, _ other: Int64, _ clients: ClientsUnderTest
            ) async throws -> MergeOutcome {
                try await clients.call(
                    MergeClients(
                        idempotencyKey: .fresh(), from: from.id, ifFromVersion: Version(unchecked: version),
                        into: into.id, ifIntoVersion: Version(unchecked: other)))
            }
            await #expect(throws: VersionConflict(currentVersion: .first)) { _ = try await merge(2, 1, clients) }
            await #expect(throws: VersionConflict(currentVersion: .first)) { _ = try await merge(1, 2, clients) }
            await #expect(throws: ClientNotFound()) { _ = try await merge(1, 1, clients.inOtherOrganisation) }
            try await clients.grant(into, to: AccessHolder(user: .ann))
            await #expect(throws: ClientNotFound()) {
                _ = try await merge(1, 1, clients.seen(by: .ann, with: [.mergeClients]))
            }
            await #expect(
                performing: { _ = try await merge(1, 1, clients.as(.user(with: [.readAllClients, .writeClients]))) },
                throws: isRemoteError(.permissionDenied))
            await #expect(
                performing: { _ = try await clients.merge(into, into: into) }, throws: refusesParams(at: "$.into"))
        }
    }

    @Test func aRepeatedKeyMergesOnce() async throws {
        try await withClients { clients in
            let (from, into, _) = try await three(clients)
            let command = MergeClients(
                idempotencyKey: try .fresh(), from: from.id, ifFromVersion: .first, into: into.id,
                ifIntoVersion: .first)
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.feed().count { $0.merge != nil } == 1)
        }
    }

    @Test func fiftyWritersLoseNothingDuringAMerge() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let (from, into, _) = try await three(clients)
            let opened = try await withThrowingTaskGroup(of: ConcernID?.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        if number == 20 {
                            try await clients.merge(from, into: into)
                            return nil
                        }
                        do {
                            return try await clients.open("Concern \(number)", about: from).id
                        } catch is ClientNotFound {
                            return try await clients.open("Concern \(number)", about: into).id
                        }
                    }
                }
                return try await group.reduce(into: [ConcernID]()) { if let id = $1 { $0.append(id) } }
            }
            #expect(opened.count == 49)
            let found = try await clients.concerns(ConcernFilter(client: into.id))
            #expect(Set(found.map(\.id)) == Set(opened))
        }
    }

    private func three(_ clients: ClientsUnderTest) async throws -> (Client, Client, Client) {
        (try await clients.create("First"), try await clients.create("Second"), try await clients.create("Third"))
    }
}
