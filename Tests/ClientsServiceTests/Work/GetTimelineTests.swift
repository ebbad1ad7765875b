// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetTimelineTests {
    @Test func whatHappenedWithAClientIsOneListLatestFirst() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            time.advance(hours: 1)
            try await clients.create("Bar")
            let ada = try await clients.contact("Ada", at: [acme.id])
            time.advance(hours: 1)
            let given = try await clients.assign(.ann, to: acme, from: "2026-01-01")
            let concern = try await clients.open("Broken", about: acme)
            time.advance(hours: 1)
            let moved = try await clients.move(concern, to: .acknowledged)
            let risk = try await clients.flag("Leaving", about: acme)
            let events = try await timeline(of: acme, clients)
            #expect(
                events.map(\.change.kind) == [.risk, .concern, .concern, .updated, .contact, .created])
            #expect(events.map(\.change.risk) == [risk, nil, nil, nil, nil, nil])
            #expect(events.map(\.change.concern) == [nil, moved, concern, nil, nil, nil])
            #expect(events[3].change.assignmentChanges == given.changes)
            #expect(events[4].change.contact == ada)
            #expect(events[5].change.client == acme)
            #expect(events[5].happenedAt == acme.createdAt)
            #expect(events.map(\.happenedAt) == events.map(\.happenedAt).sorted(by: >))
        }
    }

    @Test func eachPartOfTheFilterMustHold() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            time.advance(hours: 1)
            let hour = time.now
            try await clients.open("First", about: acme)
            time.advance(hours: 1)
            try await clients.open("Second", about: acme)
            func subjects(_ filter: TimelineFilter) async throws -> [String?] {
                try await clients.call(GetTimeline(filter: filter)).items.map(\.change.concern?.subject.text)
            }
            let kinds = try List<1, 50, ClientFeedItem.Kind>(validating: [.concern])
            #expect(try await subjects(TimelineFilter(client: acme.id)) == ["Second", "First", nil])
            #expect(try await subjects(TimelineFilter(client: acme.id, kinds: kinds)) == ["Second", "First"])
            #expect(try await subjects(TimelineFilter(client: acme.id, since: time.now)) == ["Second"])
            #expect(try await subjects(TimelineFilter(client: acme.id, before: time.now)) == ["First", nil])
            #expect(
                try await subjects(TimelineFilter(client: acme.id, since: hour, before: time.now)) == ["First"])
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileMoreHappens() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            for number in 1...10 { try await clients.open("\(number)", about: acme) }
            let before = try await timeline(of: acme, clients).map(\.change.position)
            var seen: [FeedPosition] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    GetTimeline(
                        filter: cursor == nil ? TimelineFilter(client: acme.id) : nil, limit: PageLimit(unchecked: 3),
                        cursor: cursor))
                seen += page.items.map(\.change.position)
                cursor = page.next
                try await clients.open("New", about: acme)
            } while cursor != nil && seen.count < 50
            #expect(seen == before)
            #expect(seen.count == 11)
        }
    }

    @Test func whoMayNotReadARecordMeetsNoneOfItsEvents() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.contact("Ada", at: [acme.id])
            try await clients.open("Broken", about: acme)
            let reader = clients.as(.user(with: [.readAllClients, .readClients]))
            #expect(try await timeline(of: acme, reader).map(\.change.kind) == [.created])
            let more = clients.as(.user(with: [.readAllClients, .readClients, .readContacts]))
            #expect(try await timeline(of: acme, more).map(\.change.kind) == [.contact, .created])
        }
    }

    @Test func anotherOrganisationsClientIsNotFound() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            await #expect(throws: ClientNotFound()) {
                try await timeline(of: acme, clients.inOtherOrganisation)
            }
            await #expect(
                performing: { _ = try await clients.call(GetTimeline()) }, throws: refusesParams(at: "$.filter"))
            let other = clients.as(.user(with: [.readContacts]))
            await #expect(
                performing: { _ = try await timeline(of: acme, other) }, throws: isRemoteError(.permissionDenied))
        }
    }

    private func timeline(of client: Client, _ clients: ClientsUnderTest) async throws -> [TimelineEvent] {
        try await clients.call(GetTimeline(filter: TimelineFilter(client: client.id))).items
    }
}
