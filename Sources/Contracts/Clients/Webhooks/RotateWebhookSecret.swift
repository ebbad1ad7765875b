// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Deliveries are signed with the new secret and, for 24 hours each, with those before as well: the five latest.
/// A secret that was never answered to anybody is replaced by the next call.
public struct RotateWebhookSecret: RPCMethod, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.rotateWebhookSecret"
    public static let summary = "Gives a webhook of the caller a new secret and answers it this once."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [
        WebhookNotFound.self,
        WebhookOfAnother.self,
        WebhooksNotConfigured.self,
    ]

    public let webhook: WebhookID

    public init(
        webhook: WebhookID
    ) {
        self.webhook = webhook
    }

    public struct Response: Codable, Sendable, Equatable {
        public let secret: WebhookSecret

        public init(secret: WebhookSecret) {
            self.secret = secret
        }
    }
}
