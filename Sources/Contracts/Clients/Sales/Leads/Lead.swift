// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How far a lead has come.
public enum LeadStatus: String, TextEnumeration {
    /// Nobody has looked at it.
    case new
    /// Somebody is finding out whether there is business in it.
    case working
    /// There is.
    case qualified
    /// There is not.
    case disqualified
    /// It has become a client, and stays as it is.
    case converted
}

/// What a lead has become.
public struct LeadConversion: Codable, Sendable, Equatable {
    public let client: ClientID
    public let contact: ContactID?
    public let opportunity: OpportunityID?
    public let at: Instant
    /// `user:<id>` or `service-account:<id>`
    public let by: Text<1, 100>

    public init(
        client: ClientID, contact: ContactID? = nil, opportunity: OpportunityID? = nil, at instant: Instant,
        by author: Text<1, 100>
    ) {
        self.client = client
        self.contact = contact
        self.opportunity = opportunity
        at = instant
        by = author
    }
}

/// Somebody with whom there may be business, before he is a client; as of one version of the record.
public struct Lead: Codable, Sendable, Equatable {
    public let id: LeadID
    /// From 1; each change adds 1.
    public package(set) var version: Version
    public package(set) var status: LeadStatus
    /// Of it and `person` there is one at least.
    public package(set) var company: Text<1, 200>?
    public package(set) var person: Text<1, 200>?
    /// What the person is at the company, in its own words.
    public package(set) var position: Text<1, 200>?
    /// By which the person is reached; the preferred one first.
    public package(set) var channels: [ContactChannel]
    public package(set) var country: CountryCode?
    public package(set) var industry: Text<1, 100>?
    /// In which the person likes to be spoken to.
    public package(set) var language: LocaleTag?
    /// Where it came from, in the organisation's own words.
    public package(set) var source: Text<1, 100>?
    public package(set) var referredBy: ClientID?
    /// Who of us finds out.
    public package(set) var owner: UserID?
    /// What the business may be worth.
    public package(set) var estimate: Money?
    public package(set) var need: LongText<4000>?
    /// Why it was disqualified; absent otherwise.
    public package(set) var disqualification: Text<1, 200>?
    /// Absent until it is converted.
    public package(set) var conversion: LeadConversion?
    public let createdAt: Instant
    /// When this version was written.
    public package(set) var updatedAt: Instant
    /// When the person's data was erased; absent while it is there.
    public package(set) var erasedAt: Instant?

    package init(
        id: LeadID, company: Text<1, 200>?, person: Text<1, 200>?, channels: [ContactChannel], at instant: Instant
    ) {
        self.id = id
        version = Version(unchecked: 1)
        status = .new
        self.company = company
        self.person = person
        self.channels = channels
        createdAt = instant
        updatedAt = instant
    }
}
