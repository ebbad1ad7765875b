// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One client of a bulk call. A field that is left out stays as it is; one named in `clear` becomes empty.
///
/// A new client needs a name; its kind is `company` and its lifecycle `prospect` when left out.
public struct ClientRow: Codable, Sendable, Equatable {
    public let externalId: Checked<Text<1, 200>>
    public let kind: Checked<ClientKind>?
    public let name: Checked<Text<1, 200>>?
    public let lifecycle: Checked<Lifecycle>?
    public let tier: Checked<Text<1, 60>>?
    public let segment: Checked<Text<1, 60>>?
    public let industry: Checked<Text<1, 100>>?
    public let country: Checked<CountryCode>?
    public let currency: Checked<CurrencyCode>?
    public let locale: Checked<LocaleTag>?
    public let clear: List<0, 6, ClientField>?
    /// Custom fields. Those that are not named stay as they are; a name alone empties one.
    public let fields: List<1, 100, CustomFieldText>?

    public init(
        externalId: Checked<Text<1, 200>>, kind: Checked<ClientKind>? = nil, name: Checked<Text<1, 200>>? = nil,
        lifecycle: Checked<Lifecycle>? = nil, tier: Checked<Text<1, 60>>? = nil, segment: Checked<Text<1, 60>>? = nil,
        industry: Checked<Text<1, 100>>? = nil, country: Checked<CountryCode>? = nil,
        currency: Checked<CurrencyCode>? = nil, locale: Checked<LocaleTag>? = nil,
        clear: List<0, 6, ClientField>? = nil, fields: List<1, 100, CustomFieldText>? = nil
    ) {
        self.externalId = externalId
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
        self.fields = fields
    }
}
