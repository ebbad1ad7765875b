// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The next attempt is made at once, from where it stopped.
public struct ResumeWebhook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.resumeWebhook"
    public static let summary = "Goes on with the deliveries of a webhook of the caller that was paused or given up."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [
        WebhookNotFound.self,
        WebhookOfAnother.self,
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
