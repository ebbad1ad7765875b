// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All of the organisation: none of them shows what it sends or with what it signs.
public struct ListWebhooks: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listWebhooks"
    public static let summary = "Lists the organisation's webhooks and how their deliveries go."
    public static let access = Access.permission(.manageWebhooks)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        /// In the order of creation.
        public let webhooks: [WebhookStatus]

        public init(webhooks: [WebhookStatus]) {
            self.webhooks = webhooks
        }
    }
}
