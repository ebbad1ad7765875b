// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A part of a lead that may be left empty, and so may be cleared.
public enum LeadField: String, TextEnumeration {
    case company
    case person
    case position
    case country
    case industry
    case language
    case source
    case referredBy = "referred_by"
    case owner
    case estimate
    case need
}

/// Only what is given changes: a field that is left out (or null) stays as it is, one named in `clear` becomes empty.
/// `channels` takes the place of all channels.
///
/// When `ifVersion` is not the lead's version any more, nothing changes. An update that would change nothing writes
/// nothing: the version stays.
public struct UpdateLead: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.updateLead"
    public static let summary = "Changes the given fields of a lead, if its version is still the one that was read."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        LeadConverted.self,
        LeadNotFound.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let lead: LeadID
    public let ifVersion: Version
    /// `clients.convertLead` makes it `converted`.
    public let status: LeadStatus?
    /// Given exactly with the status `disqualified`: why.
    public let disqualification: Text<1, 200>?
    public let company: Text<1, 200>?
    public let person: Text<1, 200>?
    public let position: Text<1, 200>?
    public let channels: List<0, 20, NewChannel>?
    public let country: CountryCode?
    public let industry: Text<1, 100>?
    public let language: LocaleTag?
    public let source: Text<1, 100>?
    public let referredBy: ClientID?
    public let owner: UserID?
    /// Not less than zero.
    public let estimate: Money?
    public let need: LongText<4000>?
    /// Fields to empty; none of them may be given a value as well.
    public let clear: List<0, 11, LeadField>?

    public init(
        idempotencyKey: IdempotencyKey, lead: LeadID, ifVersion: Version, status: LeadStatus? = nil,
        disqualification: Text<1, 200>? = nil, company: Text<1, 200>? = nil, person: Text<1, 200>? = nil,
        position: Text<1, 200>? = nil, channels: List<0, 20, NewChannel>? = nil, country: CountryCode? = nil,
        industry: Text<1, 100>? = nil, language: LocaleTag? = nil, source: Text<1, 100>? = nil,
        referredBy: ClientID? = nil, owner: UserID? = nil, estimate: Money? = nil, need: LongText<4000>? = nil,
        clear: List<0, 11, LeadField>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.lead = lead
        self.ifVersion = ifVersion
        self.status = status
        self.disqualification = disqualification
        self.company = company
        self.person = person
        self.position = position
        self.channels = channels
        self.country = country
        self.industry = industry
        self.language = language
        self.source = source
        self.referredBy = referredBy
        self.owner = owner
        self.estimate = estimate
        self.need = need
        self.clear = clear
    }

    public struct Response: Codable, Sendable, Equatable {
        public let lead: Lead

        public init(lead: Lead) {
            self.lead = lead
        }
    }
}
