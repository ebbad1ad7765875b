// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct WebhookDeliveryFilter: Codable, Sendable, Hashable {
    public let webhook: WebhookID
    public let outcome: WebhookDelivery.Outcome?

    public init(webhook: WebhookID, outcome: WebhookDelivery.Outcome? = nil) {
        self.webhook = webhook
        self.outcome = outcome
    }
}

/// The latest first, of the last seven days. An attempt holds nothing of what was sent.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same. One of them must be
/// given.
public struct ListDeliveries: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<WebhookDelivery>
    public static let name = "clients.listDeliveries"
    public static let summary = "Lists the attempts to deliver a webhook's events, page by page."
    public static let access = Access.permission(.manageWebhooks)
    public static let errors: [any DomainError.Type] = [WebhookNotFound.self]

    public let filter: WebhookDeliveryFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: WebhookDeliveryFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
