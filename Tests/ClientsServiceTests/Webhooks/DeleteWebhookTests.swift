// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DeleteWebhookTests {
    @Test func itSendsNothingMoreAndItsHistoryStays() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            try await clients.deliver()
            try await clients.create("Two")
            func call(_ clients: ClientsUnderTest) async throws {
                _ = try await clients.call(DeleteWebhook(idempotencyKey: .fresh(), webhook: webhook.id))
            }
            try await call(clients.inOtherOrganisation)
            #expect(try await clients.call(ListWebhooks()).webhooks.count == 1)
            try await call(clients.colleague)
            #expect(try await clients.call(ListWebhooks()).webhooks.isEmpty)
            try await call(clients)
            try await clients.deliver()
            #expect(receiver.names == ["One"])
            let versions = try await clients.feed().compactMap(\.webhook)
            #expect(versions.map(\.isPaused) == [false, false, true])
            await #expect(throws: WebhookNotFound()) {
                _ = try await clients.call(ListDeliveries(filter: WebhookDeliveryFilter(webhook: webhook.id)))
            }
        }
    }
}
