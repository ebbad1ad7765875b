// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Events have the ids that they had, by which receivers pass over what they know. A position after the present one
/// passes over the events between. Events that are held are forgotten: they are sent again when they come after it.
public struct ReplayWebhook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.replayWebhook"
    public static let summary = "Sends events again, from a position of the feed on."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [
        WebhookNotFound.self,
        WebhookOfAnother.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let webhook: WebhookID
    /// The first event that is sent is the one after it. Not after the latest of the feed.
    public let after: FeedPosition

    public init(
        idempotencyKey: IdempotencyKey, webhook: WebhookID, after: FeedPosition
    ) {
        self.idempotencyKey = idempotencyKey
        self.webhook = webhook
        self.after = after
    }

    public struct Response: Codable, Sendable, Equatable {
        public let status: WebhookStatus

        public init(status: WebhookStatus) {
            self.status = status
        }
    }
}
