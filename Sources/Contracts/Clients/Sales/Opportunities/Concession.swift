// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In what we give way.
public enum ConcessionKind: String, TextEnumeration {
    case discount
    case paymentTerms = "payment_terms"
    case service
    case other
}

/// Whether we give way.
public enum ConcessionState: String, TextEnumeration {
    /// Nobody has decided: the opportunity cannot be won.
    case requested
    case approved
    case refused
}

/// Something that the client gets beyond what everybody gets. Who asks for it does not decide it.
public struct Concession: Codable, Sendable, Equatable {
    public let id: ConcessionID
    public let kind: ConcessionKind
    public let description: Text<1, 500>
    /// What it costs us, in the opportunity's currency, as far as it is known.
    public let amount: Money?
    public let state: ConcessionState
    /// `user:<id>` or `service-account:<id>`
    public let requestedBy: Text<1, 100>
    public let requestedAt: Instant
    /// Absent while nobody has decided.
    public let decidedBy: Text<1, 100>?
    public let decidedAt: Instant?
    public let decisionNote: Text<1, 500>?

    public init(
        id: ConcessionID, kind: ConcessionKind, description: Text<1, 500>, amount: Money? = nil,
        state: ConcessionState, requestedBy: Text<1, 100>, requestedAt: Instant, decidedBy: Text<1, 100>? = nil,
        decidedAt: Instant? = nil, decisionNote: Text<1, 500>? = nil
    ) {
        self.id = id
        self.kind = kind
        self.description = description
        self.amount = amount
        self.state = state
        self.requestedBy = requestedBy
        self.requestedAt = requestedAt
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.decisionNote = decisionNote
    }
}
