// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum ConcernKind: String, TextEnumeration {
    case question
    case request
    case objection
    case complaint
    case invoiceDispute = "invoice_dispute"
    case technical
}

/// How far a concern has come.
public enum ConcernState: String, TextEnumeration {
    case received
    case acknowledged
    /// Somebody, or a team, answers for it.
    case assigned
    case resolved
    /// Resolved before, and back: it is acknowledged anew.
    case reopened
}

/// Anything that a client needs answered, as of one version of the record.
public struct Concern: Codable, Sendable, Equatable {
    public let id: ConcernID
    /// From 1; each move adds 1.
    public let version: Version
    public let client: ClientID
    /// What it is about; of the two one at most, and of none it is about the client as a whole.
    public let opportunity: OpportunityID?
    public let contract: ContractID?
    /// Who has it.
    public let contact: ContactID?
    public let kind: ConcernKind
    public let severity: SeverityCode
    /// Whether no opportunity that it is about may be won while it is open.
    public let isBlocking: Bool
    public let subject: Text<1, 200>
    public let detail: LongText<20000>?
    public let state: ConcernState
    /// Who answers for it; of user and team one at most.
    public let user: UserID?
    public let team: Text<1, 100>?
    public let receivedAt: Instant
    /// When it came back for the last time. Due times count from here, and the times below are of the time since.
    public let reopenedAt: Instant?
    /// Due times come from the severity as it was defined when the concern was opened.
    public let acknowledgeBy: Instant
    public let acknowledgedAt: Instant?
    /// Whether it was acknowledged after its due time, ever: reopening does not undo it.
    public let acknowledgedLate: Bool
    public let assignBy: Instant
    public let assignedAt: Instant?
    public let resolveBy: Instant
    public let resolvedAt: Instant?
    public let resolvedLate: Bool
    /// When the next step is due: to be acknowledged, then assigned, then resolved; absent when it is resolved.
    public let dueAt: Instant?
    /// What made this version.
    public let move: ConcernMove

    public init(
        id: ConcernID, version: Version, client: ClientID, opportunity: OpportunityID? = nil,
        contract: ContractID? = nil, contact: ContactID? = nil, kind: ConcernKind, severity: SeverityCode,
        isBlocking: Bool, subject: Text<1, 200>, detail: LongText<20000>? = nil, state: ConcernState,
        user: UserID? = nil, team: Text<1, 100>? = nil, receivedAt: Instant, reopenedAt: Instant? = nil,
        acknowledgeBy: Instant, acknowledgedAt: Instant? = nil, acknowledgedLate: Bool, assignBy: Instant,
        assignedAt: Instant? = nil, resolveBy: Instant, resolvedAt: Instant? = nil, resolvedLate: Bool,
        dueAt: Instant? = nil, move: ConcernMove
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.opportunity = opportunity
        self.contract = contract
        self.contact = contact
        self.kind = kind
        self.severity = severity
        self.isBlocking = isBlocking
        self.subject = subject
        self.detail = detail
        self.state = state
        self.user = user
        self.team = team
        self.receivedAt = receivedAt
        self.reopenedAt = reopenedAt
        self.acknowledgeBy = acknowledgeBy
        self.acknowledgedAt = acknowledgedAt
        self.acknowledgedLate = acknowledgedLate
        self.assignBy = assignBy
        self.assignedAt = assignedAt
        self.resolveBy = resolveBy
        self.resolvedAt = resolvedAt
        self.resolvedLate = resolvedLate
        self.dueAt = dueAt
        self.move = move
    }
}

/// A step of a concern.
public struct ConcernMove: Codable, Sendable, Equatable {
    public let to: ConcernState
    public let at: Instant
    /// By when the step was due; absent for those that come from the client.
    public let dueBy: Instant?
    public let isLate: Bool
    public let user: UserID?
    public let team: Text<1, 100>?
    public let note: LongText<4000>?
    /// `user:<id>` or `service-account:<id>`
    public let by: Text<1, 100>

    public init(
        to: ConcernState, at: Instant, dueBy: Instant? = nil, isLate: Bool, user: UserID? = nil,
        team: Text<1, 100>? = nil, note: LongText<4000>? = nil, by: Text<1, 100>
    ) {
        self.to = to
        self.at = at
        self.dueBy = dueBy
        self.isLate = isLate
        self.user = user
        self.team = team
        self.note = note
        self.by = by
    }
}

/// A concern, and whether it waits too long now.
public struct ConcernStatus: Codable, Sendable, Equatable {
    public let concern: Concern
    /// When the next step was due; absent unless that is past.
    public let overdueSince: Instant?

    public init(concern: Concern, overdueSince: Instant? = nil) {
        self.concern = concern
        self.overdueSince = overdueSince
    }
}
