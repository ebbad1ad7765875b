// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A business party, as of one version of its record.
public struct Client: Codable, Sendable, Equatable {
    public let id: ClientID
    /// From 1; each change adds 1.
    public let version: Version
    public let kind: ClientKind
    public let name: Text<1, 200>
    public let lifecycle: Lifecycle
    /// When the client entered its lifecycle.
    public let lifecycleSince: Instant
    /// The organisation's own word for how much attention the client gets.
    public let tier: Text<1, 60>?
    public let segment: Text<1, 60>?
    public let industry: Text<1, 100>?
    public let country: CountryCode?
    /// In which the client is dealt with.
    public let currency: CurrencyCode?
    public let locale: LocaleTag?
    /// By system, then by id.
    public let externalIds: [ExternalID]
    /// Absent while there are none.
    public let details: ClientDetails?
    /// Custom fields that have a value, by name; absent while there are none.
    public let fields: [CustomFieldValue]?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: ClientID, version: Version, kind: ClientKind, name: Text<1, 200>, lifecycle: Lifecycle,
        lifecycleSince: Instant, tier: Text<1, 60>? = nil, segment: Text<1, 60>? = nil,
        industry: Text<1, 100>? = nil, country: CountryCode? = nil, currency: CurrencyCode? = nil,
        locale: LocaleTag? = nil, externalIds: [ExternalID],
        details: ClientDetails? = nil, fields: [CustomFieldValue]? = nil, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.name = name
        self.lifecycle = lifecycle
        self.lifecycleSince = lifecycleSince
        self.tier = tier
        self.segment = segment
        self.industry = industry
        self.country = country
        self.currency = currency
        self.locale = locale
        self.externalIds = externalIds
        self.details = details
        self.fields = fields
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
