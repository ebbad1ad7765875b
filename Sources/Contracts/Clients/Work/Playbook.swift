// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a playbook is for.
public enum PlaybookPurpose: String, TextEnumeration {
    case onboarding
    case save
    case renewal
    case review
    case other
}

/// Days after the day on which a playbook starts; before it when negative.
public struct DayOffset: WholeNumber {
    public static let range: ClosedRange<Int64> = -3650...3650
    public static let meaning = "Days after the start; before it when negative."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

public struct PlaybookStep: Codable, Sendable, Hashable {
    public let title: Text<1, 200>
    public let detail: LongText<4000>?
    /// Who of the client's team has to do it; the run's owner when left out or when nobody has the role.
    public let role: AssignmentRole?
    /// When it is due.
    public let day: DayOffset
    /// Whether later steps wait for it. False when left out.
    public let isGate: Bool?

    public init(
        title: Text<1, 200>, detail: LongText<4000>? = nil, role: AssignmentRole? = nil, day: DayOffset,
        isGate: Bool? = nil
    ) {
        self.title = title
        self.detail = detail
        self.role = role
        self.day = day
        self.isGate = isGate
    }
}

/// Tasks that belong together, as of one version of the record.
public struct Playbook: Codable, Sendable, Equatable {
    public let id: PlaybookID
    /// From 1; each definition adds 1.
    public let version: Version
    public let name: Text<1, 100>
    public let purpose: PlaybookPurpose
    /// In their order.
    public let steps: [PlaybookStep]
    /// Whether it may be started.
    public let isActive: Bool
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: PlaybookID, version: Version, name: Text<1, 100>, purpose: PlaybookPurpose, steps: [PlaybookStep],
        isActive: Bool, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.name = name
        self.purpose = purpose
        self.steps = steps
        self.isActive = isActive
        self.updatedAt = updatedAt
    }
}

/// A playbook at work with a client.
public struct PlaybookRun: Codable, Sendable, Equatable {
    public let id: PlaybookRunID
    public let playbook: PlaybookID
    /// What was started; later definitions do not change it.
    public let playbookVersion: Version
    public let client: ClientID
    public let startsOn: CalendarDate
    public let owner: UserID
    public let risk: RiskID?
    public let contract: ContractID?
    public let opportunity: OpportunityID?
    /// One for each step, in their order.
    public let tasks: [TaskID]
    public let startedAt: Instant

    public init(
        id: PlaybookRunID, playbook: PlaybookID, playbookVersion: Version, client: ClientID, startsOn: CalendarDate,
        owner: UserID, risk: RiskID? = nil, contract: ContractID? = nil, opportunity: OpportunityID? = nil,
        tasks: [TaskID], startedAt: Instant
    ) {
        self.id = id
        self.playbook = playbook
        self.playbookVersion = playbookVersion
        self.client = client
        self.startsOn = startsOn
        self.owner = owner
        self.risk = risk
        self.contract = contract
        self.opportunity = opportunity
        self.tasks = tasks
        self.startedAt = startedAt
    }
}
