// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What an incoming manager must know.
public struct HandoverBrief: Codable, Sendable, Hashable {
    /// What was promised in the sale.
    public let commitments: List<0, 100, Text<1, 2000>>?
    /// What the client waits to have answered.
    public let concerns: List<0, 100, Text<1, 2000>>?
    public let people: List<0, 100, HandoverPerson>?
    /// What the client wants to reach, and what hurts.
    public let needs: List<0, 100, Text<1, 2000>>?
    public let money: HandoverMoney?
    public let note: LongText<20_000>?

    public init(
        commitments: List<0, 100, Text<1, 2000>>? = nil, concerns: List<0, 100, Text<1, 2000>>? = nil,
        people: List<0, 100, HandoverPerson>? = nil, needs: List<0, 100, Text<1, 2000>>? = nil,
        money: HandoverMoney? = nil, note: LongText<20_000>? = nil
    ) {
        self.commitments = commitments
        self.concerns = concerns
        self.people = people
        self.needs = needs
        self.money = money
        self.note = note
    }
}

public struct HandoverPerson: Codable, Sendable, Hashable {
    public let contact: ContactID
    /// What matters about him: his part in the sale, what he cares for.
    public let note: Text<1, 2000>?

    public init(contact: ContactID, note: Text<1, 2000>? = nil) {
        self.contact = contact
        self.note = note
    }
}

/// How the client stands with his bills; the ledger knows, and whoever opens the handover says.
public struct HandoverMoney: Codable, Sendable, Hashable {
    public let invoiced: Money?
    public let paid: Money?
    public let overdue: Money?
    public let note: Text<1, 2000>?

    public init(invoiced: Money? = nil, paid: Money? = nil, overdue: Money? = nil, note: Text<1, 2000>? = nil) {
        self.invoiced = invoiced
        self.paid = paid
        self.overdue = overdue
        self.note = note
    }
}

/// A handover as a call opens it.
public struct NewHandover: Codable, Sendable, Hashable {
    public let incoming: UserID
    /// One that may be primary; the organisation's `managerRole` when left out.
    public let role: AssignmentRole?
    public let brief: HandoverBrief

    public init(incoming: UserID, role: AssignmentRole? = nil, brief: HandoverBrief) {
        self.incoming = incoming
        self.role = role
        self.brief = brief
    }
}
