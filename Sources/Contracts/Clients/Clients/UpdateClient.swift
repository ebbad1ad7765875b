// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Only what is given changes: a field that is left out (or null) stays as it is, one named in `clear` becomes empty.
///
/// When `ifVersion` is not the client's version any more, nothing changes. An update that would change nothing writes
/// nothing: the version stays. Removing an external id that the client does not have is no error.
public struct UpdateClient: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.updateClient"
    public static let summary = "Changes the given fields of a client, if its version is still the one that was read."
    public static let access = Access.permission(.writeClients)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ExternalIDTaken.self,
        TooManyExternalIDs.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let ifVersion: Version
    public let kind: ClientKind?
    public let name: Text<1, 200>?
    public let lifecycle: Lifecycle?
    public let tier: Text<1, 60>?
    public let segment: Text<1, 60>?
    public let industry: Text<1, 100>?
    public let country: CountryCode?
    public let currency: CurrencyCode?
    public let locale: LocaleTag?
    /// Fields to empty; none of them may be given a value as well.
    public let clear: List<0, 6, ClientField>?
    public let addExternalIds: List<0, 50, ExternalID>?
    public let removeExternalIds: List<0, 50, ExternalID>?
    /// Take the place of the present ones, in whole.
    public let details: NewClientDetails?
    /// Custom fields. Those that are not named stay as they are; a name alone empties one.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, ifVersion: Version, kind: ClientKind? = nil,
        name: Text<1, 200>? = nil, lifecycle: Lifecycle? = nil, tier: Text<1, 60>? = nil, segment: Text<1, 60>? = nil,
        industry: Text<1, 100>? = nil, country: CountryCode? = nil, currency: CurrencyCode? = nil,
        locale: LocaleTag? = nil, clear: List<0, 6, ClientField>? = nil,
        addExternalIds: List<0, 50, ExternalID>? = nil, removeExternalIds: List<0, 50, ExternalID>? = nil,
        details: NewClientDetails? = nil, fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.ifVersion = ifVersion
        self.kind = kind
        self.name = name
        self.lifecycle = lifecycle
        self.tier = tier
        self.segment = segment
        self.industry = industry
        self.country = country
        self.currency = currency
        self.locale = locale
        self.clear = clear
        self.addExternalIds = addExternalIds
        self.removeExternalIds = removeExternalIds
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
