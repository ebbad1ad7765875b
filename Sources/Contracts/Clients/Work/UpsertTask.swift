// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The task becomes what the call says, in whole: what is left out is empty afterwards. Without `task` one is made.
/// With it, `ifVersion` must be given, and when it is not the task's version any more nothing changes. A task of a
/// playbook's run stays in the run and with its client.
public struct UpsertTask: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.upsertTask"
    public static let summary =
        "Makes a task, or replaces an open one if its version is still the one that was read."
    public static let access = Access.permission(.writeWork)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ConcernNotFound.self,
        ContactNotFound.self,
        ContractNotFound.self,
        OpportunityNotFound.self,
        SubjectErased.self,
        TaskClosed.self,
        TaskNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new task.
    public let task: TaskID?
    /// Given exactly when `task` is.
    public let ifVersion: Version?
    /// Must be given with `concern`, `contact`, `contract` or `opportunity`.
    public let client: ClientID?
    public let title: Text<1, 200>
    public let detail: LongText<4000>?
    public let owner: UserID
    public let dueOn: CalendarDate
    public let recurrence: TaskRecurrence?
    /// One of the client's.
    public let concern: ConcernID?
    /// One of the client's.
    public let opportunity: OpportunityID?
    /// One of the client's.
    public let contract: ContractID?
    /// A contact at the client.
    public let contact: ContactID?

    public init(
        idempotencyKey: IdempotencyKey, task: TaskID? = nil, ifVersion: Version? = nil, client: ClientID? = nil,
        title: Text<1, 200>, detail: LongText<4000>? = nil, owner: UserID, dueOn: CalendarDate,
        recurrence: TaskRecurrence? = nil, concern: ConcernID? = nil, opportunity: OpportunityID? = nil,
        contract: ContractID? = nil, contact: ContactID? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.task = task
        self.ifVersion = ifVersion
        self.client = client
        self.title = title
        self.detail = detail
        self.owner = owner
        self.dueOn = dueOn
        self.recurrence = recurrence
        self.concern = concern
        self.opportunity = opportunity
        self.contract = contract
        self.contact = contact
    }

    public struct Response: Codable, Sendable, Equatable {
        public let task: ClientTask

        public init(task: ClientTask) {
            self.task = task
        }
    }
}
