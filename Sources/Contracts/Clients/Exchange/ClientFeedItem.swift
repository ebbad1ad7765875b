// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One change of one record. `created` and `updated` are of a client; every other kind names the member that has the
/// record.
public struct ClientFeedItem: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        /// A client.
        case created
        /// A client.
        case updated
        /// Made or changed; the contact's version tells which.
        case contact
        /// What a contact is to us at a client, with all that it was.
        case relationship
        /// Decided about a use of a contact's data.
        case consent
        /// Opened or moved.
        case concern
        /// Flagged, changed or closed.
        case risk
        /// The severities of concerns were defined.
        case severities
        /// Given or revoked.
        case accessGrant = "access_grant"
        /// To whom a user reports.
        case reporting
        /// Users who see together.
        case userGroup = "user_group"
        /// To which client another one belongs.
        case parentage
        /// Of the catalogue.
        case product
        /// Through which opportunities go; the version tells which.
        case stages
        /// Made or changed.
        case opportunity
        /// Made, changed or converted.
        case lead
        /// Logged.
        case activity
        /// Made, changed, done or cancelled.
        case task
        /// Defined.
        case playbook
        /// A playbook was started with a client.
        case playbookRun = "playbook_run"
        /// The tiers of clients were defined.
        case tiers
        /// Made, changed, approved or a draft again.
        case plan
        /// A goal, an objective or an action of a plan was made or changed.
        case planItem = "plan_item"
        /// A business review was recorded.
        case review
        /// Recorded.
        case feedback
        /// Recorded or changed.
        case need
        /// A client or a contract that was lost.
        case churn
        /// Made or changed; a signed contract's latest change tells what became of it.
        case contract
        /// Opened, changed, returned or completed; its state tells which.
        case handover
        /// A tree of reasons, defined anew.
        case reasons
        /// The custom fields were defined.
        case fields
        /// The roles in which users look after clients were defined.
        case teamRoles = "team_roles"
        /// A client went into another one, or came back; what moved follows as items of its own kinds.
        case merge
        /// Made, changed, paused, resumed or ended; the version tells which.
        case webhook
    }

    public let position: FeedPosition
    public let kind: Kind
    public let recordedAt: Instant
    /// The whole record as the change left it.
    public let client: Client?
    public let contact: Contact?
    public let concern: Concern?
    public let risk: Risk?
    public let severities: SeveritySet?
    public let churn: Churn?
    public let contract: Contract?
    public let handover: Handover?
    public let reasons: ReasonTree?
    public let fields: CustomFieldSet?
    public let teamRoles: TeamRoleSet?
    public let webhook: Webhook?
    /// What the change did to the client's assignments, by their ids; absent when nothing.
    public let assignmentChanges: [AssignmentChange]?
    public let relationship: Relationship?
    public let consent: Consent?
    public let accessGrant: AccessGrant?
    public let reporting: Reporting?
    public let userGroup: UserGroup?
    public let parentage: Parentage?
    public let product: Product?
    public let stages: StageList?
    public let opportunity: Opportunity?
    public let lead: Lead?
    public let activity: Activity?
    public let task: ClientTask?
    public let playbook: Playbook?
    public let playbookRun: PlaybookRun?
    public let tiers: TierSet?
    public let plan: Plan?
    public let planItem: PlanItem?
    public let review: Review?
    public let feedback: Feedback?
    public let need: Need?
    public let merge: Merge?

    public init(
        position: FeedPosition, kind: Kind, recordedAt: Instant,
        client: Client? = nil,
        contact: Contact? = nil,
        assignmentChanges: [AssignmentChange]? = nil,
        relationship: Relationship? = nil,
        consent: Consent? = nil,
        concern: Concern? = nil,
        risk: Risk? = nil,
        severities: SeveritySet? = nil,
        accessGrant: AccessGrant? = nil,
        reporting: Reporting? = nil,
        userGroup: UserGroup? = nil,
        parentage: Parentage? = nil,
        product: Product? = nil,
        stages: StageList? = nil,
        opportunity: Opportunity? = nil,
        lead: Lead? = nil,
        activity: Activity? = nil, task: ClientTask? = nil,
        playbook: Playbook? = nil, playbookRun: PlaybookRun? = nil,
        tiers: TierSet? = nil,
        plan: Plan? = nil, planItem: PlanItem? = nil,
        review: Review? = nil, feedback: Feedback? = nil, need: Need? = nil,
        churn: Churn? = nil,
        contract: Contract? = nil,
        handover: Handover? = nil,
        reasons: ReasonTree? = nil,
        fields: CustomFieldSet? = nil,
        teamRoles: TeamRoleSet? = nil,
        merge: Merge? = nil,
        webhook: Webhook? = nil
    ) {
        self.position = position
        self.kind = kind
        self.recordedAt = recordedAt
        self.client = client
        self.contact = contact
        self.concern = concern
        self.risk = risk
        self.severities = severities
        self.churn = churn
        self.contract = contract
        self.handover = handover
        self.reasons = reasons
        self.fields = fields
        self.teamRoles = teamRoles
        self.webhook = webhook
        self.assignmentChanges = assignmentChanges
        self.relationship = relationship
        self.consent = consent
        self.accessGrant = accessGrant
        self.reporting = reporting
        self.userGroup = userGroup
        self.parentage = parentage
        self.product = product
        self.stages = stages
        self.opportunity = opportunity
        self.lead = lead
        self.activity = activity
        self.task = task
        self.playbook = playbook
        self.playbookRun = playbookRun
        self.tiers = tiers
        self.plan = plan
        self.planItem = planItem
        self.review = review
        self.feedback = feedback
        self.need = need
        self.merge = merge
    }
}
