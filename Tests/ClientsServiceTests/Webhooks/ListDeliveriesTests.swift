// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListDeliveriesTests {
    @Test func deliveriesArePagedLatestFirst() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            for number in 0..<3 { try await clients.create("Client \(number)") }
            try await clients.deliver()
            let first = try await clients.call(
                ListDeliveries(filter: WebhookDeliveryFilter(webhook: webhook.id), limit: PageLimit(unchecked: 2)))
            #expect(first.items.count == 2)
            let second = try await clients.call(ListDeliveries(cursor: first.next))
            #expect(second.items.count == 1)
            #expect(second.next == nil)
            await #expect(
                performing: { _ = try await clients.call(ListDeliveries()) }, throws: refusesParams(at: "$.filter"))
        }
    }

    @Test func otherOrganisationsHaveNone() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            await #expect(throws: WebhookNotFound()) {
                _ = try await clients.inOtherOrganisation.call(
                    ListDeliveries(filter: WebhookDeliveryFilter(webhook: webhook.id)))
            }
        }
    }
}
