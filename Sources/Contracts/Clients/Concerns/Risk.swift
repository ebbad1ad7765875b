// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum RiskLevel: String, TextEnumeration {
    case low
    case medium
    case high
}

/// Where a risk comes from.
public enum RiskCategory: String, TextEnumeration {
    case adoption
    case competitor
    case finances
    case people
    case price
    case quality
    case relationship
    case reorganisation
    case other
}

public enum RiskState: String, TextEnumeration {
    case open
    /// The client stays.
    case averted
    /// The client has left, or bought less.
    case materialised
    /// There was none.
    case dismissed
}

/// What shows a risk.
public struct RiskEvidence: Codable, Sendable, Hashable {
    public let observedOn: CalendarDate
    public let what: Text<1, 500>
    /// One of the client's.
    public let concern: ConcernID?
    /// Where it can be read: an address or a name.
    public let source: Text<1, 500>?

    public init(observedOn: CalendarDate, what: Text<1, 500>, concern: ConcernID? = nil, source: Text<1, 500>? = nil) {
        self.observedOn = observedOn
        self.what = what
        self.concern = concern
        self.source = source
    }
}

public struct SaveStep: Codable, Sendable, Hashable {
    public let title: Text<1, 200>
    /// The plan's owner when left out.
    public let owner: UserID?
    public let dueOn: CalendarDate
    public let doneOn: CalendarDate?

    public init(title: Text<1, 200>, owner: UserID? = nil, dueOn: CalendarDate, doneOn: CalendarDate? = nil) {
        self.title = title
        self.owner = owner
        self.dueOn = dueOn
        self.doneOn = doneOn
    }
}

/// How the client is to be kept.
public struct SavePlan: Codable, Sendable, Hashable {
    public let goal: Text<1, 500>
    public let owner: UserID
    /// When it is looked at again; the agenda of the owner reminds him.
    public let reviewOn: CalendarDate
    public let steps: List<0, 20, SaveStep>?

    public init(goal: Text<1, 500>, owner: UserID, reviewOn: CalendarDate, steps: List<0, 20, SaveStep>? = nil) {
        self.goal = goal
        self.owner = owner
        self.reviewOn = reviewOn
        self.steps = steps
    }
}

/// That a client may leave or buy less, as of one version of the record.
public struct Risk: Codable, Sendable, Equatable {
    public let id: RiskID
    /// From 1; each change adds 1.
    public let version: Version
    public let client: ClientID
    public let contract: ContractID?
    public let level: RiskLevel
    public let category: RiskCategory
    public let summary: Text<1, 200>
    public let evidence: [RiskEvidence]
    /// What would be lost in a year.
    public let amount: Money?
    public let savePlan: SavePlan
    public let state: RiskState
    public let flaggedAt: Instant
    public let closedAt: Instant?
    public let closingNote: LongText<4000>?
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: RiskID, version: Version, client: ClientID, contract: ContractID? = nil, level: RiskLevel,
        category: RiskCategory, summary: Text<1, 200>, evidence: [RiskEvidence], amount: Money? = nil,
        savePlan: SavePlan, state: RiskState, flaggedAt: Instant, closedAt: Instant? = nil,
        closingNote: LongText<4000>? = nil, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.contract = contract
        self.level = level
        self.category = category
        self.summary = summary
        self.evidence = evidence
        self.amount = amount
        self.savePlan = savePlan
        self.state = state
        self.flaggedAt = flaggedAt
        self.closedAt = closedAt
        self.closingNote = closingNote
        self.updatedAt = updatedAt
    }
}
