// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum WebhookEntity: IdentifiedEntity { public static let term = "webhook" }
public typealias WebhookID = Identifier<WebhookEntity>

public enum WebhookDeliveryEntity: IdentifiedEntity { public static let term = "attempt to deliver" }
public typealias WebhookDeliveryID = Identifier<WebhookDeliveryEntity>

/// Where events are sent: `https://`, a host, a path and a query if need be. Whether the host may be called is looked
/// up when it is given and again whenever it is called.
public struct WebhookAddress: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        guard (12...2000).contains(text.utf8.count), isPlain, text.hasPrefix("https://"), !text.contains("#") else {
            throw ContractViolation("must be an address that begins with https://, of 12 to 2000 characters")
        }
        let authority = text.dropFirst(8).prefix { $0 != "/" && $0 != "?" }
        guard WebhookAddress.isAuthority(authority) else {
            throw ContractViolation("must have a host in small letters, digits, dots and hyphens, or in brackets")
        }
        self.text = text
    }

    /// A host, and a port if need be. Name, password and capital letters are refused, so that the host that is looked
    /// up is the one that is called.
    private static func isAuthority(_ text: Substring) -> Bool {
        var host = text
        if let bracket = text.firstIndex(of: "]"), text.hasPrefix("[") {
            let inside = text[text.index(after: text.startIndex)..<bracket]
            guard !inside.isEmpty, inside.utf8.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0) || $0 == 0x3A })
            else { return false }
            host = text[text.index(after: bracket)...]
            return host.isEmpty || isPort(host)
        }
        if let colon = text.firstIndex(of: ":") {
            guard isPort(text[colon...]) else { return false }
            host = text[..<colon]
        }
        return !host.isEmpty
            && host.utf8.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0) || $0 == 0x2E || $0 == 0x2D }
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.first == ":" && text.dropFirst().utf8.allSatisfy(isDigit)
            && (Int(text.dropFirst()).map { (1...65_535).contains($0) } ?? false)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    public static var schema: Schema {
        .text(length: 12...2000, pattern: "^https://", format: "uri", description: "Where events are sent, over TLS.")
    }

    public static var example: Self { Self(unchecked: "https://hooks.example.com/kontor") }
    private init(unchecked text: String) { self.text = text }
}

/// A subscription to an organisation's events, as of one version of the record.
public struct Webhook: Codable, Sendable, Equatable {
    public let id: WebhookID
    /// From 1; each change adds 1.
    public let version: Version
    public let address: WebhookAddress
    /// Kinds of items of the feed; every kind when it is absent.
    public let kinds: [ClientFeedItem.Kind]?
    public let description: Text<1, 200>?
    /// Nothing is sent while it is.
    public let isPaused: Bool
    /// When its secret was made; absent while it has none.
    public let secretIssuedAt: Instant?
    /// `user:<id>` or `service-account:<id>`: what he sees at the time is sent, and nothing else.
    public let createdBy: Text<1, 100>
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: WebhookID, version: Version, address: WebhookAddress, kinds: [ClientFeedItem.Kind]? = nil,
        description: Text<1, 200>? = nil, isPaused: Bool, secretIssuedAt: Instant? = nil,
        createdBy: Text<1, 100>, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.address = address
        self.kinds = kinds
        self.description = description
        self.isPaused = isPaused
        self.secretIssuedAt = secretIssuedAt
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// A webhook and how its deliveries go.
public struct WebhookStatus: Codable, Sendable, Equatable {
    public let webhook: Webhook
    /// Without a secret nothing is sent: `clients.rotateWebhookSecret` gives it one.
    public let hasSecret: Bool
    /// All events up to this position of the feed were taken, are held, or were not for it.
    public let position: FeedPosition
    /// The latest position of the feed.
    public let head: FeedPosition
    /// Events that the receiver has refused, and those after them that are about the same client or the same record:
    /// they are tried again, and hold nothing else up. With 1,000 of them everything waits.
    public let held: Count
    /// Since when attempts failed so that everything waits; absent when the latest was taken.
    public let failingSince: Instant?
    /// Attempts that have failed since.
    public let failures: Count
    /// When the next attempt is made after that.
    public let nextAttemptAt: Instant?
    /// When it was given up after failures; `clients.resumeWebhook` begins again.
    public let disabledAt: Instant?

    public init(
        webhook: Webhook, hasSecret: Bool, position: FeedPosition, head: FeedPosition, held: Count,
        failingSince: Instant? = nil, failures: Count, nextAttemptAt: Instant? = nil, disabledAt: Instant? = nil
    ) {
        self.webhook = webhook
        self.hasSecret = hasSecret
        self.position = position
        self.head = head
        self.held = held
        self.failingSince = failingSince
        self.failures = failures
        self.nextAttemptAt = nextAttemptAt
        self.disabledAt = disabledAt
    }
}

/// One attempt to deliver one event. It holds nothing of what was sent or answered.
public struct WebhookDelivery: Codable, Sendable, Equatable {
    public enum Outcome: String, TextEnumeration {
        /// Answered with a status from 200 to 299.
        case delivered
        /// The host's addresses are not to be called, or there are none.
        case refusedAddress = "refused_address"
        /// Answered with another status; a redirection is one.
        case refusedByReceiver = "refused_by_receiver"
        /// No answer within 15 seconds.
        case timedOut = "timed_out"
        /// No connection, a certificate that does not hold, or one that broke.
        case unreachable
    }

    public let id: WebhookDeliveryID
    /// Of the event in the feed.
    public let position: FeedPosition
    public let kind: ClientFeedItem.Kind
    public let attemptedAt: Instant
    public let outcome: Outcome
    /// HTTP status of the answer, if there was one.
    public let status: Count?
    public let durationMs: Count

    public init(
        id: WebhookDeliveryID, position: FeedPosition, kind: ClientFeedItem.Kind, attemptedAt: Instant,
        outcome: Outcome, status: Count? = nil, durationMs: Count
    ) {
        self.id = id
        self.position = position
        self.kind = kind
        self.attemptedAt = attemptedAt
        self.outcome = outcome
        self.status = status
        self.durationMs = durationMs
    }
}

/// What is sent: the body of the request.
public struct WebhookEvent: Codable, Sendable, Equatable {
    public let type: ClientFeedItem.Kind
    public let timestamp: Instant
    public let organisation: OrganisationID
    public let webhook: WebhookID
    public let data: ClientFeedItem

    public init(organisation: OrganisationID, webhook: WebhookID, data: ClientFeedItem) {
        type = data.kind
        timestamp = data.recordedAt
        self.organisation = organisation
        self.webhook = webhook
        self.data = data
    }
}

/// `whsec_` and the key's 32 bytes in base64, as the libraries of Standard Webhooks take it.
public struct WebhookSecret: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard text.hasPrefix("whsec_"), text.utf8.count == 50 else {
            throw ContractViolation("must be whsec_ and 44 characters of base64")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 50...50, pattern: "^whsec_", description: "With which deliveries are signed. Keep it secret.")
    }

    public var description: String { "<secret>" }
    public static var example: Self { Self(unchecked: "whsec_" + String(repeating: "A", count: 43) + "=") }
    private init(unchecked text: String) { self.text = text }
}
