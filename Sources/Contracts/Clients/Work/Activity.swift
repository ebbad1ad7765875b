// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum ActivityKind: String, TextEnumeration {
    case call
    case mail
    case meeting
    case visit
    case training
    case advice
}

/// Who began it.
public enum ActivityDirection: String, TextEnumeration {
    /// The client.
    case inbound
    /// We.
    case outbound
}

/// What was done with a client; it stays as it was logged.
public struct Activity: Codable, Sendable, Equatable {
    public let id: ActivityID
    public let client: ClientID
    /// With whom.
    public let contacts: [ContactID]
    public let kind: ActivityKind
    public let direction: ActivityDirection
    /// Whether both sides were heard: a mail without an answer is not. Only such count as having spoken to somebody.
    public let isTwoWay: Bool
    public let happenedAt: Instant
    public let duration: Minutes?
    /// Who of us; absent when a program logged it for nobody.
    public let user: UserID?
    public let subject: Text<1, 200>
    public let notes: LongText<20000>?
    public let opportunity: OpportunityID?
    public let contract: ContractID?
    public let concern: ConcernID?
    /// The task that was made of the next step.
    public let nextStep: TaskID?
    public let loggedAt: Instant

    public init(
        id: ActivityID, client: ClientID, contacts: [ContactID], kind: ActivityKind, direction: ActivityDirection,
        isTwoWay: Bool, happenedAt: Instant, duration: Minutes? = nil, user: UserID? = nil, subject: Text<1, 200>,
        notes: LongText<20000>? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil,
        concern: ConcernID? = nil, nextStep: TaskID? = nil, loggedAt: Instant
    ) {
        self.id = id
        self.client = client
        self.contacts = contacts
        self.kind = kind
        self.direction = direction
        self.isTwoWay = isTwoWay
        self.happenedAt = happenedAt
        self.duration = duration
        self.user = user
        self.subject = subject
        self.notes = notes
        self.opportunity = opportunity
        self.contract = contract
        self.concern = concern
        self.nextStep = nextStep
        self.loggedAt = loggedAt
    }
}
