// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// By what a client is reached and known beside its name, as callers give it: in whole, so that what is left out is
/// empty afterwards.
public struct NewClientDetails: Codable, Sendable, Equatable {
    public let domains: List<0, 20, DomainName>?
    public let taxIds: List<0, 20, NewTaxID>?
    /// The preferred one first. Those of people are their [contact](clients.upsertContact)'s.
    public let channels: List<0, 20, NewChannel>?
    /// The head office first.
    public let addresses: List<0, 10, PostalAddress>?
    /// How many people work for the client.
    public let employees: Count?

    public init(
        domains: List<0, 20, DomainName>? = nil, taxIds: List<0, 20, NewTaxID>? = nil,
        channels: List<0, 20, NewChannel>? = nil, addresses: List<0, 10, PostalAddress>? = nil,
        employees: Count? = nil
    ) {
        self.domains = domains
        self.taxIds = taxIds
        self.channels = channels
        self.addresses = addresses
        self.employees = employees
    }
}

/// By what a client is reached and known beside its name.
public struct ClientDetails: Codable, Sendable, Equatable {
    public let domains: [DomainName]
    public let taxIds: [TaxID]
    public let channels: [ContactChannel]
    public let addresses: [PostalAddress]
    public let employees: Count?

    public init(
        domains: [DomainName], taxIds: [TaxID], channels: [ContactChannel], addresses: [PostalAddress],
        employees: Count? = nil
    ) {
        self.domains = domains
        self.taxIds = taxIds
        self.channels = channels
        self.addresses = addresses
        self.employees = employees
    }
}

/// A number under which an authority knows a client, as callers give it.
public struct NewTaxID: Codable, Sendable, Hashable {
    /// Whose authority.
    public let country: CountryCode?
    /// Kept as it is typed.
    public let value: Text<1, 60>

    public init(country: CountryCode? = nil, value: Text<1, 60>) {
        self.country = country
        self.value = value
    }
}

/// A number under which an authority knows a client.
public struct TaxID: Codable, Sendable, Hashable {
    public let country: CountryCode?
    /// As it was typed.
    public let value: Text<1, 60>
    /// What is compared: letters and digits alone, in capitals.
    public let normalised: Text<1, 200>

    public init(country: CountryCode? = nil, value: Text<1, 60>, normalised: Text<1, 200>) {
        self.country = country
        self.value = value
        self.normalised = normalised
    }
}

/// Where post goes.
public struct PostalAddress: Codable, Sendable, Hashable {
    /// Street and house, building, department: as they stand on an envelope.
    public let lines: List<1, 6, Text<1, 200>>
    public let postalCode: Text<1, 20>?
    public let city: Text<1, 100>?
    /// State, province or prefecture.
    public let region: Text<1, 100>?
    public let country: CountryCode?

    public init(
        lines: List<1, 6, Text<1, 200>>, postalCode: Text<1, 20>? = nil, city: Text<1, 100>? = nil,
        region: Text<1, 100>? = nil, country: CountryCode? = nil
    ) {
        self.lines = lines
        self.postalCode = postalCode
        self.city = city
        self.region = region
        self.country = country
    }
}
