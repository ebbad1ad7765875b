// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ReplayWebhookTests {
    @Test func replayedEventsHaveTheIdsThatTheyHad() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            try await clients.create("Two")
            try await clients.deliver()
            let ids = receiver.deliveries.map(\.id)
            let status = try await clients.call(
                ReplayWebhook(idempotencyKey: .fresh(), webhook: webhook.id, after: .start)
            ).status
            #expect(status.position == .start)
            try await clients.deliver()
            #expect(receiver.deliveries.map(\.id) == ids + ids)
            let beyond = FeedPosition(unchecked: status.head.rawValue + 1)
            await #expect(
                performing: {
                    _ = try await clients.call(
                        ReplayWebhook(idempotencyKey: .fresh(), webhook: webhook.id, after: beyond))
                }, throws: refusesParams(at: "$.after"))
        }
    }

    @Test func replayingPassesOverWhatIsHeld() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("Poor")
            receiver.refuse { $0 == "Poor" }
            try await clients.deliver()
            let head = try await clients.status(of: webhook).head
            let status = try await clients.call(
                ReplayWebhook(idempotencyKey: .fresh(), webhook: webhook.id, after: head)
            ).status
            #expect(status.held.rawValue == 0)
            time.advance(bySeconds: 100)
            try await clients.create("Good")
            try await clients.deliver()
            #expect(receiver.names == ["Poor", "Good"])
        }
    }

    @Test func onlyItsCreatorMay() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            func call(_ clients: ClientsUnderTest) async throws {
                _ = try await clients.call(
                    ReplayWebhook(idempotencyKey: .fresh(), webhook: webhook.id, after: .start))
            }
            await #expect(throws: WebhookOfAnother()) { try await call(clients.colleague) }
            await #expect(throws: WebhookNotFound()) { try await call(clients.inOtherOrganisation) }
            try await call(clients)
        }
    }
}
