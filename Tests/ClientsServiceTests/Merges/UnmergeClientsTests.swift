// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct UnmergeClientsTests {
    @Test func aDryRunOfTakingBackChangesNothing() async throws {
        try await withClients { clients in
            let (from, into) = try await two(clients)
            _ = try await clients.open("Broken", about: from)
            try await clients.merge(from, into: into)
            let head = try await clients.head()
            let before = try await clients.images(through: head)
            let planned = try await clients.unmerge(from, dryRun: true)
            #expect(planned.rows?.contains { $0.table.text == "concern" } == true)
            #expect(differences(before, try await clients.images(through: head)).isEmpty)
            #expect(try await clients.head() == head)
            try await clients.unmerge(from)
            #expect(try await clients.call(GetClient(client: from.id)).mergedInto == nil)
        }
    }

    @Test func laterEditsAreKeptAndTold() async throws {
        try await withClients { clients in
            let from = try await clients.create("First", country: "DE")
            let into = try await clients.create("Second")
            let concern = try await clients.open("Broken", about: from)
            let ada = try await clients.contact("Ada", at: [from.id])
            try await clients.merge(from, into: into)
            let moved = try #require(try await clients.concerns().first)
            let acknowledged = try await clients.move(moved, to: .acknowledged)
            let fresh = try await clients.open("New", about: into)
            let present = try await clients.call(GetContact(contact: ada.id)).contact
            _ = try await clients.call(UpsertContact.of("Ada Byron", at: [into.id], replacing: present))
            let staying = try await clients.call(GetClient(client: into.id)).client
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: into.id, ifVersion: staying.version,
                    country: CountryCode(validating: "FR")))

            let outcome = try await clients.unmerge(from)
            #expect(outcome.merge.version == Version.first.next)
            #expect(outcome.merge.unmergedAt != nil)
            let told = outcome.merge.conflicts.map { "\($0.kind.rawValue) \($0.table.text)" }
            #expect(told == ["changed_since client", "changed_since concern", "changed_since contact"])
            let back = try #require(try await clients.concerns(ConcernFilter(client: from.id)).first)
            #expect(back.id == concern.id && back.state == .acknowledged && back.client == from.id)
            #expect(back.version == acknowledged.version.next)
            #expect(try await clients.concerns(ConcernFilter(client: into.id)) == [fresh])
            let contact = try await clients.call(GetContact(contact: ada.id)).contact
            #expect(contact.name.text == "Ada Byron" && contact.positions.map(\.client) == [from.id])
            #expect(try await clients.call(GetClient(client: into.id)).client.country?.text == "FR")
        }
    }

    @Test func aRelationshipMadeSinceStaysWhereItIs() async throws {
        try await withClients { clients in
            let (from, into) = try await two(clients)
            let ada = try await clients.contact("Ada", at: [from.id])
            try await clients.merge(from, into: into)
            try await clients.relate(ada.id, at: into.id, from: "2026-01-01", as: .champion)
            try await clients.unmerge(from)
            let positions = try await clients.call(GetContact(contact: ada.id)).contact.positions.map(\.client)
            #expect(Set(positions) == [from.id, into.id])
        }
    }

    @Test func whatCannotBeTakenBackIsRefused() async throws {
        try await withClients { clients in
            let (from, into) = try await two(clients)
            let last = try await clients.create("Last")
            await #expect(throws: ClientNotMerged()) { try await clients.unmerge(from) }
            await #expect(throws: ClientNotFound()) {
                try await clients.unmerge(last.as(ClientID.new(at: Clocks.start)))
            }
            try await clients.merge(from, into: into)
            await #expect(throws: ClientNotFound()) { try await clients.inOtherOrganisation.unmerge(from) }
            await #expect(throws: ClientNotFound()) {
                try await clients.seen(by: .ann, with: [.mergeClients]).unmerge(from)
            }
            await #expect(
                performing: { try await clients.as(.user(with: [.readAllClients, .writeClients])).unmerge(from) },
                throws: isRemoteError(.permissionDenied))
            try await clients.merge(into, into: last)
            await #expect(throws: MergeRefused(obstacles: [.mergedFurther])) { try await clients.unmerge(from) }
            try await clients.unmerge(into)
            try await clients.unmerge(from)
            #expect(try await clients.list().items.count == 3)
        }
    }

    @Test func aCustomerKeepsAPrimaryManager() async throws {
        try await withClients { clients in
            let (from, into) = try await two(clients)
            try await clients.assign(.ann, to: from, isPrimary: true, from: "2026-01-01")
            try await clients.merge(from, into: into)
            let staying = try await clients.call(GetClient(client: into.id)).client
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: into.id, ifVersion: staying.version, lifecycle: .customer))
            await #expect(throws: MergeRefused(obstacles: [.primaryMissing])) { try await clients.unmerge(from) }
        }
    }

    private func two(_ clients: ClientsUnderTest) async throws -> (Client, Client) {
        (try await clients.create("First"), try await clients.create("Second"))
    }
}
