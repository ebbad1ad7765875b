// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such webhook.
public struct WebhookNotFound: DomainError {
    public static let code = 2480
    public static let reason = "clients.webhook_not_found"

    public init() {}

    public var message: String { "There is no such webhook." }
}

/// The host of the address may not be called.
public struct WebhookAddressRefused: DomainError {
    public enum Cause: String, TextEnumeration {
        /// It is, or one of its names' addresses is, private, local, reserved or of another special use.
        case notPublic = "not_public"
        /// The name has no address.
        case unresolved
    }

    public static let code = 2481
    public static let reason = "clients.webhook_address_refused"
    public let cause: Cause

    public init(cause: Cause) {
        self.cause = cause
    }

    public var message: String { "The host of the address may not be called." }
}

/// The operator has given the service no key for the secrets of webhooks.
public struct WebhooksNotConfigured: DomainError {
    public static let code = 2482
    public static let reason = "clients.webhooks_not_configured"

    public init() {}

    public var message: String { "The service has no key for the secrets of webhooks." }
}

/// What a webhook sends is what its creator sees, so that he alone changes where it goes and how it is signed.
public struct WebhookOfAnother: DomainError {
    public static let code = 2483
    public static let reason = "clients.webhook_of_another"

    public init() {}

    public var message: String { "Only who made the webhook may do that." }
}

/// The organisation has as many webhooks as it may have.
public struct TooManyWebhooks: DomainError {
    public static let code = 2484
    public static let reason = "clients.too_many_webhooks"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "An organisation has at most \(limit.rawValue) webhooks." }
}
