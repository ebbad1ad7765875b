// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What kind of business it would be.
public enum OpportunityKind: String, TextEnumeration {
    /// With a client who does not buy yet.
    case new
    /// More of what the client has.
    case upsell
    /// What the client does not have yet.
    case crossSell = "cross_sell"
    /// What the client has, for another term.
    case renewal
}

/// How an opportunity ended, when, and why.
public struct OpportunityClosing: Codable, Sendable, Equatable {
    public let outcome: OpportunityOutcome
    public let on: CalendarDate
    /// The organisation's own word for why.
    public let reason: Text<1, 200>?
    public let note: LongText<4000>?
    /// `user:<id>` or `service-account:<id>`
    public let closedBy: Text<1, 100>

    public init(
        outcome: OpportunityOutcome, on: CalendarDate, reason: Text<1, 200>? = nil, note: LongText<4000>? = nil,
        closedBy: Text<1, 100>
    ) {
        self.outcome = outcome
        self.on = on
        self.reason = reason
        self.note = note
        self.closedBy = closedBy
    }
}

/// Business that may be done with a client, as of one version of the record.
public struct Opportunity: Codable, Sendable, Equatable {
    public let id: OpportunityID
    /// From 1; each change adds 1.
    public package(set) var version: Version
    public let client: ClientID
    public package(set) var kind: OpportunityKind
    public package(set) var name: Text<1, 200>
    public package(set) var stage: StageCode
    /// When it came into the stage.
    public package(set) var stageSince: Instant
    /// An estimate of its own; the stage's holds when it is absent.
    public package(set) var probability: Probability?
    /// The sum of the lines when there are some.
    public package(set) var amount: Money
    public package(set) var lines: [OpportunityLine]
    public package(set) var expectedCloseOn: CalendarDate?
    /// Who of us pursues it.
    public package(set) var owner: UserID?
    /// Whom of the client's we deal with.
    public package(set) var contact: ContactID?
    /// Where it came from, in the organisation's own words.
    public package(set) var source: Text<1, 100>?
    /// Who else may win it.
    public package(set) var competitor: Text<1, 200>?
    /// What the client gains by it.
    public package(set) var valueStatement: LongText<4000>?
    public package(set) var nextStep: Text<1, 500>?
    /// In the order in which they were asked for.
    public package(set) var concessions: [Concession]
    /// Custom fields that have a value, by name; absent while there are none.
    public package(set) var fields: [CustomFieldValue]?
    /// Absent while it is open.
    public package(set) var closing: OpportunityClosing?
    /// From which it was converted.
    public let lead: LeadID?
    public let createdAt: Instant
    /// When this version was written.
    public package(set) var updatedAt: Instant

    package init(
        id: OpportunityID, client: ClientID, kind: OpportunityKind, name: Text<1, 200>, stage: StageCode,
        amount: Money, lines: [OpportunityLine], lead: LeadID? = nil, at instant: Instant
    ) {
        self.id = id
        version = Version(unchecked: 1)
        self.client = client
        self.kind = kind
        self.name = name
        self.stage = stage
        stageSince = instant
        self.amount = amount
        self.lines = lines
        concessions = []
        self.lead = lead
        createdAt = instant
        updatedAt = instant
    }
}
