// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Whoever manages webhooks may end one. One that is not there is no error: so is it afterwards.
public struct DeleteWebhook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.deleteWebhook"
    public static let summary = "Ends a webhook and forgets its secret and its deliveries."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = []

    public let idempotencyKey: IdempotencyKey
    public let webhook: WebhookID

    public init(
        idempotencyKey: IdempotencyKey, webhook: WebhookID
    ) {
        self.idempotencyKey = idempotencyKey
        self.webhook = webhook
    }

    public struct Response: Codable, Sendable, Equatable {
        public init() {}
    }
}
