// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Events that the caller sees are sent to the address, in the order of the feed, as long as he sees them. It has no
/// secret and sends nothing before `clients.rotateWebhookSecret`.
public struct CreateWebhook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.createWebhook"
    public static let summary = "Subscribes an address to events."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [
        TooManyWebhooks.self,
        WebhookAddressRefused.self,
        WebhooksNotConfigured.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let address: WebhookAddress
    /// Kinds of items of the feed, of which the caller may read the records; every such kind when left out.
    public let kinds: List<1, 50, ClientFeedItem.Kind>?
    public let description: Text<1, 200>?
    /// Events after this position of the feed are sent; those to come when left out.
    public let after: FeedPosition?

    public init(
        idempotencyKey: IdempotencyKey, address: WebhookAddress, kinds: List<1, 50, ClientFeedItem.Kind>? = nil,
        description: Text<1, 200>? = nil, after: FeedPosition? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.address = address
        self.kinds = kinds
        self.description = description
        self.after = after
    }

    public struct Response: Codable, Sendable, Equatable {
        public let webhook: Webhook

        public init(webhook: Webhook) {
            self.webhook = webhook
        }
    }
}
