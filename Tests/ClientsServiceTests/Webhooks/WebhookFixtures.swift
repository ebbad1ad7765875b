// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit

@testable import ClientsService

extension TestSurroundings {
    /// Receivers on this machine may be called.
    static func receiving(
        _ receiver: WebhookReceiver, at time: TestClock, allowed: String = "127.0.0.0/8,::1"
    )
        -> TestSurroundings
    {
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        surroundings.configuration = ServiceConfiguration(
            ["webhook-allowed-ranges": allowed, "webhook-authority-file": receiver.authorityFile],
            secrets: ["webhook-key-file": [UInt8](repeating: 9, count: 32)])
        return surroundings
    }
}

/// The service, with a receiver that it may call.
@discardableResult
func withWebhooks<Answer>(
    at time: TestClock = TestClock(), _ body: (ClientsUnderTest, WebhookReceiver) async throws -> Answer
) async throws -> Answer {
    try await WebhookReceiver.with { receiver in
        try await withClients(in: .receiving(receiver, at: time)) { clients in
            let manager = clients.as(
                Caller(
                    subject: clients.caller.subject, organisation: .first,
                    permissions: PermissionSet(clients.caller.permissions.permissions + [.manageWebhooks])))
            return try await body(manager, receiver)
        }
    }
}

extension ClientsUnderTest {
    /// With its first secret.
    func webhook(
        to receiver: WebhookReceiver, _ kinds: [ClientFeedItem.Kind]? = nil, after: FeedPosition? = nil,
        path: String = "/hook"
    ) async throws -> (Webhook, WebhookSecret) {
        let webhook = try await call(
            CreateWebhook(
                idempotencyKey: .fresh(), address: receiver.address(path: path),
                kinds: kinds.map { try List(validating: $0) }, after: after)
        ).webhook
        return (webhook, try await call(RotateWebhookSecret(webhook: webhook.id)).secret)
    }

    /// What a replica does when it finds something due, until nothing is.
    func deliver() async throws {
        try await WebhookWorker(context: context, log: environment.log).deliverDue()
    }

    func status(of webhook: Webhook) async throws -> WebhookStatus {
        guard let status = try await call(ListWebhooks()).webhooks.first(where: { $0.webhook.id == webhook.id }) else {
            throw WebhookNotFound()
        }
        return status
    }

    func deliveries(
        of webhook: Webhook, _ outcome: WebhookDelivery.Outcome? = nil
    ) async throws -> [WebhookDelivery] {
        try await call(ListDeliveries(filter: WebhookDeliveryFilter(webhook: webhook.id, outcome: outcome))).items
    }
}

extension WebhookReceiver {
    /// Names of the clients that events told, in their order.
    var names: [String] { deliveries.compactMap { $0.event.data.client?.label } }
}

extension WebhookReceiver.Delivery {
    var name: String? { event.data.client?.label }
}

extension WebhookReceiver {
    /// Events of clients by their names.
    func refuse(_ names: @escaping @Sendable (String) -> Bool) {
        answer { names($0.name ?? "") ? (500, nil) : (200, nil) }
    }

    /// Events of contacts by their versions.
    func refuse(versions: Set<Int64>) {
        answer { delivery in
            delivery.event.data.contact.map { versions.contains($0.version.rawValue) } == true ? (500, nil) : (200, nil)
        }
    }
}
