// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ResumeWebhookTests {
    @Test func whatIsRefusedForDaysEndsTheWebhookUntilItIsResumed() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("Poor")
            receiver.refuse { $0 == "Poor" }
            try await clients.deliver()
            time.advance(bySeconds: 73 * 3600)
            try await clients.create("Good")
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).disabledAt == time.now)
            #expect(receiver.names == ["Poor", "Poor"])
            receiver.refuse { _ in false }
            _ = try await clients.call(ResumeWebhook(idempotencyKey: .fresh(), webhook: webhook.id))
            try await clients.deliver()
            #expect(receiver.names == ["Poor", "Poor", "Poor", "Good"])
        }
    }

    @Test func aReceiverThatIsGoneOrFailsForDaysIsGivenUpUntilItIsResumed() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            receiver.answer { _ in (410, nil) }
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).disabledAt == time.now)
            receiver.answer { _ in (503, nil) }
            _ = try await clients.call(ResumeWebhook(idempotencyKey: .fresh(), webhook: webhook.id))
            #expect(try await clients.status(of: webhook).disabledAt == nil)
            try await clients.deliver()
            time.advance(bySeconds: 71 * 3600)
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).disabledAt == nil)
            time.advance(bySeconds: 2 * 3600)
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).disabledAt == time.now)
            time.advance(bySeconds: 24 * 3600)
            try await clients.deliver()
            #expect(receiver.deliveries.count == 4)
        }
    }

    @Test func onlyItsCreatorMay() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            func call(_ clients: ClientsUnderTest) async throws {
                _ = try await clients.call(
                    ResumeWebhook(idempotencyKey: .fresh(), webhook: webhook.id))
            }
            await #expect(throws: WebhookOfAnother()) { try await call(clients.colleague) }
            await #expect(throws: WebhookNotFound()) { try await call(clients.inOtherOrganisation) }
            try await call(clients)
        }
    }
}
