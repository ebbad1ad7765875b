// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct PauseWebhookTests {
    @Test func aPausedWebhookWaitsAndGoesOnWhereItWas() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            _ = try await clients.call(PauseWebhook(idempotencyKey: .fresh(), webhook: webhook.id))
            try await clients.create("One")
            try await clients.deliver()
            #expect(receiver.deliveries.isEmpty)
            let resumed = try await clients.call(ResumeWebhook(idempotencyKey: .fresh(), webhook: webhook.id)).webhook
            #expect(!resumed.isPaused)
            try await clients.deliver()
            #expect(receiver.names == ["One"])
        }
    }

    @Test func whoeverManagesWebhooksMay() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            let call = PauseWebhook(idempotencyKey: try .fresh(), webhook: webhook.id)
            await #expect(throws: WebhookNotFound()) { _ = try await clients.inOtherOrganisation.call(call) }
            let paused = try await clients.colleague.call(call).webhook
            #expect(paused.isPaused)
            let again = try await clients.call(PauseWebhook(idempotencyKey: .fresh(), webhook: webhook.id)).webhook
            #expect(again == paused)
        }
    }
}
