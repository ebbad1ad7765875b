// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum TaskState: String, TextEnumeration {
    case open
    case done
    /// Not to be done any more; a recurring task ends with it.
    case cancelled
}

public enum TaskRecurrenceUnit: String, TextEnumeration {
    case day
    case week
    case month
    case year
}

/// How many units lie between two occurrences.
public struct TaskRecurrenceStep: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...365
    public static let meaning = "How many units lie between two occurrences."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// When a task comes again once it is done. Months and years keep the day of the first occurrence, or take the last day
/// of a shorter month.
public struct TaskRecurrence: Codable, Sendable, Hashable {
    public let every: TaskRecurrenceStep
    public let unit: TaskRecurrenceUnit
    /// The last day on which it may be due.
    public let until: CalendarDate?

    public init(every: TaskRecurrenceStep, unit: TaskRecurrenceUnit, until: CalendarDate? = nil) {
        self.every = every
        self.unit = unit
        self.until = until
    }
}

/// What somebody of us has to do, as of one version of the record.
public struct ClientTask: Codable, Sendable, Equatable {
    public let id: TaskID
    /// From 1; each change adds 1.
    public let version: Version
    /// Absent for what is about no client.
    public let client: ClientID?
    public let title: Text<1, 200>
    public let detail: LongText<4000>?
    public let owner: UserID
    public let dueOn: CalendarDate
    public let recurrence: TaskRecurrence?
    /// When the first occurrence was due.
    public let firstDueOn: CalendarDate
    public let concern: ConcernID?
    public let opportunity: OpportunityID?
    public let contract: ContractID?
    public let contact: ContactID?
    /// Of a playbook, with the number of the step from 0.
    public let run: PlaybookRunID?
    public let step: Count?
    /// Whether later steps of the run wait for it.
    public let isGate: Bool
    public let state: TaskState
    public let completedAt: Instant?
    /// `user:<id>` or `service-account:<id>`
    public let completedBy: Text<1, 100>?
    /// What came of it.
    public let note: LongText<4000>?
    /// The next occurrence, made when this one was done.
    public let next: TaskID?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: TaskID, version: Version, client: ClientID? = nil, title: Text<1, 200>, detail: LongText<4000>? = nil,
        owner: UserID, dueOn: CalendarDate, recurrence: TaskRecurrence? = nil, firstDueOn: CalendarDate,
        concern: ConcernID? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil,
        contact: ContactID? = nil, run: PlaybookRunID? = nil, step: Count? = nil, isGate: Bool, state: TaskState,
        completedAt: Instant? = nil, completedBy: Text<1, 100>? = nil, note: LongText<4000>? = nil, next: TaskID? = nil,
        createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.title = title
        self.detail = detail
        self.owner = owner
        self.dueOn = dueOn
        self.recurrence = recurrence
        self.firstDueOn = firstDueOn
        self.concern = concern
        self.opportunity = opportunity
        self.contract = contract
        self.contact = contact
        self.run = run
        self.step = step
        self.isGate = isGate
        self.state = state
        self.completedAt = completedAt
        self.completedBy = completedBy
        self.note = note
        self.next = next
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
