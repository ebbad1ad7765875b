// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What somebody is to us at a client.
public enum RelationshipRole: String, TextEnumeration {
    case executiveSponsor = "executive_sponsor"
    case decisionMaker = "decision_maker"
    case champion
    case influencer
    case recommender
    case user
    case blocker
}

/// How much somebody's word counts at a client.
public enum Influence: String, TextEnumeration {
    case low
    case medium
    case high
}

/// How somebody thinks of us.
public enum Sentiment: String, TextEnumeration {
    case negative
    case neutral
    case positive
}

/// What somebody was to us over some days.
public struct RelationshipSpell: Codable, Sendable, Equatable {
    public let from: CalendarDate
    /// The first day on which it did not hold any more; absent while nothing else is known.
    public let until: CalendarDate?
    public let role: RelationshipRole
    public let influence: Influence?
    public let sentiment: Sentiment?
    /// Another contact of the same client.
    public let reportsTo: ContactID?
    /// Who of us keeps the relationship.
    public let owner: UserID?

    public init(
        from: CalendarDate, until: CalendarDate? = nil, role: RelationshipRole, influence: Influence? = nil,
        sentiment: Sentiment? = nil, reportsTo: ContactID? = nil, owner: UserID? = nil
    ) {
        self.from = from
        self.until = until
        self.role = role
        self.influence = influence
        self.sentiment = sentiment
        self.reportsTo = reportsTo
        self.owner = owner
    }
}

/// All that a contact has been to us at a client, as of one version of the record.
public struct Relationship: Codable, Sendable, Equatable {
    public let id: RelationshipID
    /// From 1; each call adds 1.
    public let version: Version
    public let client: ClientID
    public let contact: ContactID
    /// By day; no two overlap.
    public let spells: [RelationshipSpell]
    public let createdAt: Instant
    /// When this version was written; what it says was known to hold then.
    public let confirmedAt: Instant

    public init(
        id: RelationshipID, version: Version, client: ClientID, contact: ContactID, spells: [RelationshipSpell],
        createdAt: Instant, confirmedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.contact = contact
        self.spells = spells
        self.createdAt = createdAt
        self.confirmedAt = confirmedAt
    }
}
