// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The client begins with version 1. External ids are all recorded, or nothing is.
public struct CreateClient: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.createClient"
    public static let summary = "Creates a client."
    public static let access = Access.permission(.writeClients)
    public static let errors: [any DomainError.Type] = [ExternalIDTaken.self]

    public let idempotencyKey: IdempotencyKey
    public let kind: ClientKind
    public let name: Text<1, 200>
    /// `prospect` when left out.
    public let lifecycle: Lifecycle?
    public let tier: Text<1, 60>?
    public let segment: Text<1, 60>?
    public let industry: Text<1, 100>?
    public let country: CountryCode?
    public let currency: CurrencyCode?
    public let locale: LocaleTag?
    public let externalIds: List<0, 50, ExternalID>?
    public let details: NewClientDetails?
    /// Values of custom fields.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, kind: ClientKind, name: Text<1, 200>, lifecycle: Lifecycle? = nil,
        tier: Text<1, 60>? = nil, segment: Text<1, 60>? = nil, industry: Text<1, 100>? = nil,
        country: CountryCode? = nil, currency: CurrencyCode? = nil, locale: LocaleTag? = nil,
        externalIds: List<0, 50, ExternalID>? = nil, details: NewClientDetails? = nil,
        fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.kind = kind
        self.name = name
        self.lifecycle = lifecycle
        self.tier = tier
        self.segment = segment
        self.industry = industry
        self.country = country
        self.currency = currency
        self.locale = locale
        self.externalIds = externalIds
        self.details = details
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let client: Client

        public init(client: Client) {
            self.client = client
        }
    }
}
