// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct UpdateWebhookTests {
    @Test func whatChangedCountsFromTheNextEventOn() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            let version = try await clients.status(of: webhook).webhook.version
            let updated = try await clients.call(
                UpdateWebhook(
                    idempotencyKey: .fresh(), webhook: webhook.id, ifVersion: version,
                    kinds: List(validating: [.contact]), description: Text(validating: "People"))
            )
            .webhook
            #expect(updated.kinds == [.contact])
            let acme = try await clients.create("Acme")
            _ = try await clients.contact("Ann", at: [acme.id])
            try await clients.deliver()
            #expect(receiver.deliveries.map(\.event.type) == [.contact])
            await #expect(throws: VersionConflict(currentVersion: updated.version)) {
                _ = try await clients.call(
                    UpdateWebhook(idempotencyKey: .fresh(), webhook: webhook.id, ifVersion: version, everyKind: true))
            }
            #expect(try await clients.feed().compactMap(\.webhook).last == updated)
            await #expect(
                performing: {
                    _ = try await clients.call(
                        UpdateWebhook(
                            idempotencyKey: .fresh(), webhook: webhook.id, ifVersion: updated.version,
                            kinds: List(validating: [.contact]), everyKind: true))
                }, throws: refusesParams(at: "$.kinds"))
        }
    }

    @Test func onlyItsCreatorMay() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            func call(_ clients: ClientsUnderTest) async throws {
                _ = try await clients.call(
                    UpdateWebhook(
                        idempotencyKey: .fresh(), webhook: webhook.id, ifVersion: webhook.version.next,
                        address: receiver.address(path: "/other")))
            }
            await #expect(throws: WebhookOfAnother()) { try await call(clients.colleague) }
            await #expect(throws: WebhookNotFound()) { try await call(clients.inOtherOrganisation) }
            try await call(clients)
        }
    }
}
