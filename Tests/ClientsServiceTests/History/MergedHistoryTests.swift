// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

/// Histories of clients of which one went into another.
@Suite struct MergedHistoryTests {
    /// Both clients have versions of the same numbers.
    private struct Pair {
        let from: Client
        let into: Client
        let concern: Concern
        let ada: Contact
    }

    private func pair(_ clients: ClientsUnderTest) async throws -> Pair {
        let from = try await clients.create("First", country: "DE")
        let into = try await clients.create("Second")
        try await clients.assign(.bob, to: from, .specialist, from: "2026-01-01")
        try await clients.assign(.cleo, to: into, .accountExecutive, from: "2026-01-01")
        func tier(_ tier: String, _ client: Client) async throws {
            let present = try await clients.call(GetClient(client: client.id)).client
            _ = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: client.id, ifVersion: present.version,
                    tier: Text(validating: tier)))
        }
        try await tier("C", from)
        try await tier("A", into)
        try await tier("B", from)
        let ada = try await clients.contact("Ada", at: [from.id])
        let concern = try await clients.open("Broken", about: from)
        return Pair(
            from: from, into: into, concern: try await clients.move(concern, to: .acknowledged), ada: ada)
    }

    @Test func theClientThatStaysHasTheHistoryOfBoth() async throws {
        try await withClients { clients in
            let pair = try await pair(clients)
            let (from, into) = (
                try await clients.history(HistoryFilter(client: pair.from.id)),
                try await clients.history(HistoryFilter(client: pair.into.id))
            )
            #expect(from.contains { $0.lines == [#"tier: "C" > "B""#] })
            try await clients.merge(pair.from, into: pair.into)
            let joined = try await clients.history(HistoryFilter(client: pair.into.id))
            for entry in from + into { #expect(joined.contains(entry), "\(entry)") }
            // What moved says nothing else than that.
            for (kind, record, field) in [
                (ClientFeedItem.Kind.concern, pair.concern.id.uuid, "client"),
                (.contact, pair.ada.id.uuid, "positions"),
            ] {
                let filter = HistoryFilter(record: HistoryRecord(kind: kind, id: RecordID(record)))
                let moved = try #require(try await clients.history(filter).first)
                #expect(moved.changes.map(\.field.text) == [field])
            }
            let own = joined.filter { $0.isOfClient && $0.record.uuid == pair.into.id.uuid }
            #expect(own.map(\.version.rawValue) == [4, 3, 2, 1])
            #expect(own.first?.lines.contains { $0.hasPrefix("country:") } == true)
            let tiers = try await clients.history(
                HistoryFilter(client: pair.into.id, field: FieldPath(validating: "tier")))
            #expect(tiers.map(\.text) == [#"tier: "C" > "B""#, #"tier:  > "A""#, #"tier:  > "C""#])
            let timeline = try await clients.call(
                GetTimeline(filter: TimelineFilter(client: pair.into.id), limit: PageLimit(unchecked: 100))
            ).items.map(\.change)
            for client in [pair.from.id, pair.into.id] {
                let begun = timeline.filter { $0.client?.id == client }.compactMap(\.assignmentChanges).flatMap(\.self)
                #expect(begun.contains { $0.assignment.client == client })
            }
            #expect(
                timeline.allSatisfy { item in
                    item.assignmentChanges?.allSatisfy { $0.assignment.client == item.client?.id } ?? true
                })
        }
    }

    @Test func theMergedClientKeepsTheHistoryThatItHad() async throws {
        try await withClients { clients in
            let pair = try await pair(clients)
            let last = try await clients.create("Last")
            let before = try await clients.history(HistoryFilter(client: pair.from.id))
            try await clients.merge(pair.from, into: pair.into)
            #expect(try await clients.history(HistoryFilter(client: pair.from.id)) == before)
            try await clients.merge(pair.into, into: last)
            #expect(try await clients.history(HistoryFilter(client: pair.from.id)) == before)
            var found: [HistoryEntry] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    GetHistory(
                        filter: HistoryFilter(client: pair.from.id), limit: PageLimit(validating: 2), cursor: cursor))
                found += page.items
                cursor = page.next
            } while cursor != nil
            #expect(found == before)

            try await clients.unmerge(pair.into)
            try await clients.unmerge(pair.from)
            let after = try await clients.history(HistoryFilter(client: pair.from.id))
            for entry in before { #expect(after.contains(entry), "\(entry)") }
            #expect(after.count > before.count)
        }
    }

    @Test func whoSeesTheClientThatStaysSeesWhatTheOtherOneWas() async throws {
        try await withClients { clients in
            let pair = try await pair(clients)
            let whole = clients.seen(by: .ann, with: [.readAllClients])
            let before = try await whole.history(HistoryFilter(client: pair.from.id))
            try await clients.merge(pair.from, into: pair.into)
            try await clients.grant(
                clients.call(GetClient(client: pair.into.id)).client, to: AccessHolder(user: .ann))
            let ann = clients.seen(by: .ann)
            #expect(try await ann.history(HistoryFilter(client: pair.from.id)) == before)
            for filter in [
                HistoryFilter(client: pair.into.id),
                HistoryFilter(record: HistoryRecord(kind: .concern, id: RecordID(pair.concern.id.uuid))),
                HistoryFilter(record: HistoryRecord(kind: .contact, id: RecordID(pair.ada.id.uuid))),
            ] {
                let (hers, all) = (try await ann.history(filter), try await whole.history(filter))
                #expect(hers.map(\.position) == all.map(\.position), "\(filter)")
                #expect(hers.map { $0.changes.map(\.field) } == all.map { $0.changes.map(\.field) }, "\(filter)")
                // A list of hers may be written with other blanks.
                for (own, other) in zip(hers.flatMap(\.changes), all.flatMap(\.changes)) {
                    #expect((own.from == nil) == (other.from == nil), "\(own) \(other)")
                }
            }
            let timeline = GetTimeline(filter: TimelineFilter(client: pair.into.id), limit: PageLimit(unchecked: 100))
            #expect(try await ann.call(timeline).items == (try await whole.call(timeline).items))
        }
    }

    @Test func whoDoesNotSeeTheClientThatStaysIsToldOfNone() async throws {
        try await withClients { clients in
            let pair = try await pair(clients)
            try await clients.grant(pair.from, to: AccessHolder(user: .ann))
            let hidden = try await clients.create("Hidden")
            try await clients.merge(pair.from, into: pair.into)
            let filter = HistoryFilter(client: pair.from.id)
            for viewer in [clients.seen(by: .number(9)), clients.inOtherOrganisation] {
                await #expect(throws: ClientNotFound()) { try await viewer.history(filter) }
            }
            // A grant went with its client.
            #expect(try await !clients.seen(by: .ann).history(filter).isEmpty)
            await #expect(throws: ClientNotFound()) {
                try await clients.seen(by: .ann).history(HistoryFilter(client: hidden.id))
            }
        }
    }
}
