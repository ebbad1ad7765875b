// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How a client goes from one manager to the next, as of one version of the record.
public struct Handover: Codable, Sendable, Equatable {
    public let id: HandoverID
    public let client: ClientID
    /// The contract whose signing opened it; absent between managers.
    public let contract: ContractID?
    /// From 1; each change adds 1.
    public let version: Version
    public let state: HandoverState
    /// Who answered for the client when it was opened.
    public let outgoing: UserID
    /// Who is to.
    public let incoming: UserID
    /// As what the incoming one will look after the client.
    public let role: AssignmentRole
    public let brief: HandoverBrief
    /// The latest 50, oldest first.
    public let returns: [HandoverReturn]
    /// The signing's day, or the day on which it was started.
    public let openedOn: CalendarDate
    /// The incoming one's first day as the primary manager; absent until it is completed.
    public let effectiveOn: CalendarDate?
    /// The former primary manager's last day on the team; absent unless he stays for a while.
    public let outgoingStaysUntil: CalendarDate?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: HandoverID, client: ClientID, contract: ContractID? = nil, version: Version, state: HandoverState,
        outgoing: UserID, incoming: UserID, role: AssignmentRole, brief: HandoverBrief, returns: [HandoverReturn],
        openedOn: CalendarDate, effectiveOn: CalendarDate? = nil, outgoingStaysUntil: CalendarDate? = nil,
        createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.client = client
        self.contract = contract
        self.version = version
        self.state = state
        self.outgoing = outgoing
        self.incoming = incoming
        self.role = role
        self.brief = brief
        self.returns = returns
        self.openedOn = openedOn
        self.effectiveOn = effectiveOn
        self.outgoingStaysUntil = outgoingStaysUntil
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

public enum HandoverState: String, TextEnumeration {
    /// The client left before it was completed.
    case cancelled
    /// Accepted: the incoming one is the primary manager from `effectiveOn` on.
    case completed
    /// The incoming one has to accept or to return it.
    case open
    /// Something is missing, which the outgoing one has to bring.
    case returned
}

/// What an incoming manager said was missing.
public struct HandoverReturn: Codable, Sendable, Equatable {
    public let missing: [Text<1, 1000>]
    public let returnedAt: Instant

    public init(missing: [Text<1, 1000>], returnedAt: Instant) {
        self.missing = missing
        self.returnedAt = returnedAt
    }
}
