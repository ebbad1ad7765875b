// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An entry that is posted again and again, as it is when it falls due.
public struct RecurringEntry: Codable, Sendable, Equatable {
    public let id: ScheduleID
    public let name: Text<1, 200>
    public let state: RecurringEntryState
    public let recurrence: Recurrence
    public let template: EntryTemplate
    /// The next day on which it falls due, and the accounting date of that entry. Earlier days may stand refused.
    public let nextDueOn: CalendarDate?
    /// How many entries were posted.
    public let posted: Count
    /// How many fell due and were refused; they stay due, and each run tries them again.
    public let refused: Count
    public let createdAt: Instant
    public let version: Version

    public init(
        id: ScheduleID, name: Text<1, 200>, state: RecurringEntryState, recurrence: Recurrence,
        template: EntryTemplate, nextDueOn: CalendarDate?, posted: Count, refused: Count, createdAt: Instant,
        version: Version
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.recurrence = recurrence
        self.template = template
        self.nextDueOn = nextDueOn
        self.posted = posted
        self.refused = refused
        self.createdAt = createdAt
        self.version = version
    }
}

public enum RecurringEntryState: String, TextEnumeration {
    case active
    /// Posts nothing until it is resumed.
    case paused
    /// The recurrence is over, and all that fell due is posted.
    case completed
    /// Ended by a person before its time.
    case ended
}

/// What is posted each time: an entry without its day.
public struct EntryTemplate: Codable, Sendable, Equatable {
    /// The part of the books that posts, `general` when it is left out.
    public let module: EntryModule?
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?
    /// Debits equal credits in each currency.
    public let lines: List<2, 500, EntryLine>

    public init(
        module: EntryModule? = nil, description: Text<0, 500>? = nil, documentReference: Text<1, 100>? = nil,
        lines: List<2, 500, EntryLine>
    ) {
        self.module = module
        self.description = description
        self.documentReference = documentReference
        self.lines = lines
    }
}

public enum ScheduleEntity: IdentifiedEntity { public static let term = "recurring entry or a deferral" }
public typealias ScheduleID = Identifier<ScheduleEntity>
