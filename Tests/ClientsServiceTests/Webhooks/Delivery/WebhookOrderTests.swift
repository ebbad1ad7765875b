// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

/// What a receiver refuses holds back what is about the same client or the same record, and nothing else.
@Suite struct WebhookOrderTests {
    @Test func aRefusedEventHoldsItsOwnClientAlone() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created, .updated])
            var poor = try await clients.create("Poor")
            try await clients.create("Good")
            poor = try await clients.rename(poor, "Poorer")
            try await clients.create("Better")
            receiver.refuse { $0 == "Poor" }
            try await clients.deliver()
            #expect(receiver.names == ["Poor", "Good", "Better"])
            let status = try await clients.status(of: webhook)
            #expect(status.held.rawValue == 2)
            #expect(status.position == status.head)
            #expect(status.failures.rawValue == 0)
            _ = try await clients.rename(poor, "Poorest")
            try await clients.deliver()
            #expect(receiver.names.count == 3)
            time.advance(bySeconds: 7)
            try await clients.deliver()
            #expect(receiver.names.dropFirst(3) == ["Poor"])
            receiver.refuse { _ in false }
            time.advance(bySeconds: 13)
            try await clients.deliver()
            #expect(receiver.names.dropFirst(4) == ["Poor", "Poorer", "Poorest"])
            #expect(Set(receiver.deliveries.filter { $0.name == "Poor" }.map(\.id)).count == 1)
            #expect(try await clients.status(of: webhook).held.rawValue == 0)
            try await clients.deliver()
            #expect(receiver.deliveries.count == 7)
        }
    }

    @Test func aRecordStaysBehindItsFormerVersions() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let acme = try await clients.create("Acme")
            let other = try await clients.create("Other")
            let (webhook, _) = try await clients.webhook(to: receiver, [.contact])
            let ann = try await clients.contact("Ann", at: [acme.id])
            // At another client alone by now, and still the same person.
            let moved = try await clients.call(UpsertContact.of("Ann", at: [other.id], replacing: ann)).contact
            _ = try await clients.call(UpsertContact.of("Anna", at: [other.id], replacing: moved))
            receiver.refuse(versions: [1])
            try await clients.deliver()
            #expect(receiver.deliveries.count == 1)
            #expect(try await clients.status(of: webhook).held.rawValue == 3)
            receiver.refuse { _ in false }
            time.advance(bySeconds: 7)
            try await clients.deliver()
            #expect(receiver.deliveries.compactMap(\.event.data.contact?.version.rawValue) == [1, 1, 2, 3])
        }
    }

    @Test func aMergeStaysBehindBothOfItsClients() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            let twin = try await clients.create("Twin")
            let elder = try await clients.create("Elder")
            try await clients.deliver()
            receiver.forget()
            _ = try await clients.contact("Ann", at: [twin.id])
            try await clients.merge(twin, into: elder)
            _ = try await clients.contact("Bea", at: [elder.id])
            let before = try await clients.status(of: webhook).position
            let expected = try await clients.feed().filter { $0.position > before }
            receiver.answer { $0.event.data.contact?.version.rawValue == 1 ? (422, nil) : (200, nil) }
            try await clients.deliver()
            // Until it takes the other one in, the elder is a client of its own.
            let sentFirst = receiver.deliveries.dropFirst().map(\.event.data)
            #expect(sentFirst.allSatisfy { $0.client?.id == elder.id })
            receiver.forget()
            receiver.answer { _ in (200, nil) }
            time.advance(bySeconds: 7)
            try await clients.deliver()
            #expect(expected.map(\.kind).contains(.merge))
            #expect(receiver.deliveries.map(\.event.data) == expected.filter { !sentFirst.contains($0) })
        }
    }

    @Test func aReceiverThatRefusesManyIsIllItself() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            for number in 0..<30 { try await clients.create("Client \(number)") }
            receiver.refuse { _ in true }
            try await clients.deliver()
            #expect(receiver.deliveries.count == 10)
            let status = try await clients.status(of: webhook)
            #expect(status.held.rawValue == 9)
            #expect(status.failures.rawValue == 1)
            #expect(status.nextAttemptAt != nil)
            receiver.refuse { _ in false }
            time.advance(bySeconds: 7)
            try await clients.deliver()
            #expect(Set(receiver.names).count == 30)
            let healed = try await clients.status(of: webhook)
            #expect(healed.held.rawValue == 0)
            #expect(healed.failures.rawValue == 0)
        }
    }

    @Test func whatIsHeldAndSeenNoMoreIsNotSent() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let user = UserID.new(at: Clocks.start)
            let acme = try await clients.create("Acme")
            let grant = try await clients.grant(acme, to: AccessHolder(user: user))
            let viewer = clients.seen(by: user, with: [.manageWebhooks])
            let (webhook, _) = try await viewer.webhook(to: receiver, [.contact])
            _ = try await clients.contact("Ann", at: [acme.id])
            receiver.answer { _ in (422, nil) }
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).held.rawValue == 1)
            receiver.forget()
            try await clients.revoke(grant)
            time.advance(bySeconds: 7)
            try await clients.deliver()
            #expect(receiver.deliveries.isEmpty)
            #expect(try await clients.status(of: webhook).held.rawValue == 0)
        }
    }

    /// Random events in a random order of answers: whom one is held for, in his order.
    @Test func theForemostOfEachAreDueAndNoOthers() throws {
        let topics = (0..<4).map { UUIDValue(high: 7, low: UInt64($0)) }
        for _ in 0..<200 {
            var backlog = WebhookBacklog()
            var sent: [HeldEvent] = []
            let events = (1...30).map { position in
                HeldEvent(
                    position: FeedPosition(unchecked: Int64(position)), failures: 0, failingSince: nil,
                    nextAttemptAt: Bool.random() ? Clocks.start.adding(seconds: .random(in: -5...5)) : nil,
                    topics: Set((0..<2).map { _ in topics.randomElement() ?? topics[0] }))
            }
            for event in events {
                #expect(
                    backlog.holds(event.topics) == !backlog.events.allSatisfy {
                        $0.topics.isDisjoint(with: event.topics)
                    })
                backlog.hold(event)
            }
            while let due = backlog.due(at: Clocks.start) {
                backlog.remove(due.position)
                sent.append(due)
            }
            let next = backlog.nextAttempt(at: Clocks.start)
            #expect(next.map { $0 > Clocks.start } ?? backlog.events.isEmpty)
            while let due = backlog.due(at: Clocks.start.adding(seconds: 6)) {
                backlog.remove(due.position)
                sent.append(due)
            }
            #expect(sent.count == 30)
            for topic in topics {
                let positions = sent.filter { $0.topics.contains(topic) }.map(\.position)
                #expect(positions == positions.sorted())
            }
        }
    }
}

extension ClientsUnderTest {
    fileprivate func rename(_ client: Client, _ name: String) async throws -> Client {
        try await call(
            UpdateClient(
                idempotencyKey: .fresh(), client: client.id, ifVersion: client.version, name: Text(validating: name))
        ).client
    }
}
