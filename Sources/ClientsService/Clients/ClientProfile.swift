// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What callers say about a client: its record without identity, version, times and external ids.
struct ClientProfile: Equatable {
    var kind: ClientKind
    var name: Text<1, 200>
    var lifecycle: Lifecycle
    var tier: Text<1, 60>?
    var segment: Text<1, 60>?
    var industry: Text<1, 100>?
    var country: CountryCode?
    var currency: CurrencyCode?
    var locale: LocaleTag?
    var details: ClientDetails?
    var fields: [CustomFieldValue]?
}

extension ClientProfile {
    /// Throws `InvalidParams` for details that are not allowed.
    init(_ command: CreateClient) throws {
        self.init(
            kind: command.kind, name: command.name, lifecycle: command.lifecycle ?? .prospect, tier: command.tier,
            segment: command.segment, industry: command.industry, country: command.country,
            currency: command.currency, locale: command.locale,
            details: try command.details.flatMap(ClientDetails.init))
    }

    init(_ client: Client) {
        self.init(
            kind: client.kind, name: client.name, lifecycle: client.lifecycle, tier: client.tier,
            segment: client.segment, industry: client.industry, country: client.country, currency: client.currency,
            locale: client.locale, details: client.details, fields: client.fields)
    }

    /// As JSON.
    var storedDetails: [UInt8]? {
        get throws { try details.map { try StoredRecord.encode($0) } }
    }

    /// As JSON.
    var storedFields: [UInt8]? {
        get throws { try fields.map { try StoredRecord.encode($0) } }
    }

    /// The profile after an update: given fields are taken over, cleared ones are empty, the others stay.
    /// Throws `InvalidParams` for details that are not allowed.
    func applying(_ update: UpdateClient) throws -> ClientProfile {
        var profile = self
        profile.kind = update.kind ?? kind
        profile.name = update.name ?? name
        profile.lifecycle = update.lifecycle ?? lifecycle
        profile.tier = update.tier ?? tier
        profile.segment = update.segment ?? segment
        profile.industry = update.industry ?? industry
        profile.country = update.country ?? country
        profile.currency = update.currency ?? currency
        profile.locale = update.locale ?? locale
        if let details = update.details { profile.details = try ClientDetails(details) }
        for field in update.clear.map(Array.init) ?? [] { profile.clear(field) }
        return profile
    }

    private mutating func clear(_ field: ClientField) {
        switch field {
        case .tier: tier = nil
        case .segment: segment = nil
        case .industry: industry = nil
        case .country: country = nil
        case .currency: currency = nil
        case .locale: locale = nil
        }
    }
}
