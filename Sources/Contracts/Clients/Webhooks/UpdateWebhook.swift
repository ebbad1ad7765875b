// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is left out stays. The permissions with which the caller calls count for the webhook from now on.
public struct UpdateWebhook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.updateWebhook"
    public static let summary = "Changes a webhook of the caller, if its version is still the one that was read."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [
        VersionConflict.self,
        WebhookAddressRefused.self,
        WebhookNotFound.self,
        WebhookOfAnother.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let webhook: WebhookID
    public let ifVersion: Version
    public let address: WebhookAddress?
    public let kinds: List<1, 50, ClientFeedItem.Kind>?
    /// Whether `kinds` is to be empty: events of every kind are sent.
    public let everyKind: Bool?
    public let description: Text<1, 200>?

    public init(
        idempotencyKey: IdempotencyKey, webhook: WebhookID, ifVersion: Version, address: WebhookAddress? = nil,
        kinds: List<1, 50, ClientFeedItem.Kind>? = nil, everyKind: Bool? = nil, description: Text<1, 200>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.webhook = webhook
        self.ifVersion = ifVersion
        self.address = address
        self.kinds = kinds
        self.everyKind = everyKind
        self.description = description
    }

    public struct Response: Codable, Sendable, Equatable {
        public let webhook: Webhook

        public init(webhook: Webhook) {
            self.webhook = webhook
        }
    }
}
