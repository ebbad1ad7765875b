// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The next step becomes a task in the same transaction. What lies ahead is no activity but a task.
public struct LogActivity: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.logActivity"
    public static let summary = "Logs what was done with a client, and makes a task of the next step."
    public static let access = Access.permission(.writeWork)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ConcernNotFound.self,
        ContactNotFound.self,
        ContractNotFound.self,
        OpportunityNotFound.self,
        SubjectErased.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    /// Contacts at the client.
    public let contacts: List<0, 50, ContactID>?
    public let kind: ActivityKind
    public let direction: ActivityDirection
    public let isTwoWay: Bool
    /// Now when left out, and not later.
    public let happenedAt: Instant?
    public let duration: Minutes?
    /// The caller when left out, if he is a user.
    public let user: UserID?
    public let subject: Text<1, 200>
    public let notes: LongText<20000>?
    /// One of the client's.
    public let opportunity: OpportunityID?
    /// One of the client's.
    public let contract: ContractID?
    /// One of the client's.
    public let concern: ConcernID?
    public let nextStep: NextStep?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, contacts: List<0, 50, ContactID>? = nil, kind: ActivityKind,
        direction: ActivityDirection, isTwoWay: Bool, happenedAt: Instant? = nil, duration: Minutes? = nil,
        user: UserID? = nil, subject: Text<1, 200>, notes: LongText<20000>? = nil, opportunity: OpportunityID? = nil,
        contract: ContractID? = nil, concern: ConcernID? = nil, nextStep: NextStep? = nil
    ) {
        self.idempotencyKey = idempotencyKey
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
    }

    public struct Response: Codable, Sendable, Equatable {
        public let activity: Activity
        /// Of the next step.
        public let task: ClientTask?

        public init(activity: Activity, task: ClientTask? = nil) {
            self.activity = activity
            self.task = task
        }
    }
}

public struct NextStep: Codable, Sendable, Hashable {
    public let title: Text<1, 200>
    public let dueOn: CalendarDate
    /// The activity's user when left out.
    public let owner: UserID?

    public init(title: Text<1, 200>, dueOn: CalendarDate, owner: UserID? = nil) {
        self.title = title
        self.dueOn = dueOn
        self.owner = owner
    }
}
