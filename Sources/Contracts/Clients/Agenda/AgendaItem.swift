// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Why something stands in an agenda.
public enum AgendaKind: String, TextEnumeration {
    /// A concern waits longer than its severity allows.
    case overdueConcern = "overdue_concern"
    /// A key person was not spoken to within the cadence of the client's tier.
    case quietContact = "quiet_contact"
    /// The same of a client of whom no key person is known.
    case quietClient = "quiet_client"
    /// A save plan is to be looked at.
    case riskReview = "risk_review"
    case task
    /// A contract goes on unless notice is given by the day.
    case noticeDeadline = "notice_deadline"
    /// A contract ends on the day, and does not go on by itself.
    case renewal
    /// A client is handed over to the user, or a handover of his came back.
    case handover
}

/// Something to do, and why.
public struct AgendaItem: Codable, Sendable, Equatable {
    public let kind: AgendaKind
    public let client: ClientID?
    public let clientName: Text<1, 200>?
    /// value x urgency x risk; the greatest first.
    public let score: Hundredths
    /// Of the client's tier; 100 without one.
    public let value: Hundredths
    /// 100 with the horizon ahead (of contracts 90 days at least), 200 when it is due, and from there on 50 more for
    /// each week until 400. Of a concern it is greater by half for the gravest severity, by a quarter for the next, and
    /// so on by half of that.
    public let urgency: Hundredths
    /// By the gravest open risk of the client: 200 high, 150 medium, 125 low; 100 without one.
    public let risk: Hundredths
    public let dueOn: CalendarDate
    /// In one sentence.
    public let reason: Text<1, 1000>
    /// What it is about, by its kind.
    public let concern: ConcernID?
    public let contact: ContactID?
    public let flaggedRisk: RiskID?
    public let task: TaskID?
    public let contract: ContractID?
    public let handover: HandoverID?

    public init(
        kind: AgendaKind, client: ClientID? = nil, clientName: Text<1, 200>? = nil, score: Hundredths,
        value: Hundredths, urgency: Hundredths, risk: Hundredths, dueOn: CalendarDate, reason: Text<1, 1000>,
        concern: ConcernID? = nil, contact: ContactID? = nil, flaggedRisk: RiskID? = nil, task: TaskID? = nil,
        contract: ContractID? = nil, handover: HandoverID? = nil
    ) {
        self.kind = kind
        self.client = client
        self.clientName = clientName
        self.score = score
        self.value = value
        self.urgency = urgency
        self.risk = risk
        self.dueOn = dueOn
        self.reason = reason
        self.concern = concern
        self.contact = contact
        self.flaggedRisk = flaggedRisk
        self.task = task
        self.contract = contract
        self.handover = handover
    }
}
