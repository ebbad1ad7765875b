// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Whoever manages webhooks may stop one; what happens meanwhile is sent when it is resumed.
public struct PauseWebhook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.pauseWebhook"
    public static let summary = "Stops the deliveries of a webhook."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [
        WebhookNotFound.self
    ]

    public let idempotencyKey: IdempotencyKey
    public let webhook: WebhookID

    public init(
        idempotencyKey: IdempotencyKey, webhook: WebhookID
    ) {
        self.idempotencyKey = idempotencyKey
        self.webhook = webhook
    }

    public struct Response: Codable, Sendable, Equatable {
        public let webhook: Webhook

        public init(webhook: Webhook) {
            self.webhook = webhook
        }
    }
}
