// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One day of a recurring entry, or one part of a deferral.
public struct ScheduleOccurrence: Codable, Sendable, Equatable {
    public let schedule: ScheduleID
    /// The day on which it falls due, and the accounting date of its entry.
    public let dueOn: CalendarDate
    public let state: OccurrenceState
    /// What a deferral moves on that day; absent for a recurring entry.
    public let amount: Money?
    /// The same in the book's functional currency, when the deferral gives it.
    public let functionalAmount: Money?
    /// When `state` is `posted`.
    public let entry: EntryID?
    public let number: EntryNumber?
    /// Why it was refused when it was tried last.
    public let refusal: Refusal?
    public let triedAt: Instant?

    public init(
        schedule: ScheduleID, dueOn: CalendarDate, state: OccurrenceState, amount: Money? = nil,
        functionalAmount: Money? = nil, entry: EntryID? = nil, number: EntryNumber? = nil, refusal: Refusal? = nil,
        triedAt: Instant? = nil
    ) {
        self.schedule = schedule
        self.dueOn = dueOn
        self.state = state
        self.amount = amount
        self.functionalAmount = functionalAmount
        self.entry = entry
        self.number = number
        self.refusal = refusal
        self.triedAt = triedAt
    }
}

public enum OccurrenceState: String, TextEnumeration {
    /// Not tried yet.
    case planned
    /// It fell due and could not be posted; each run tries it again.
    case refused
    case posted
    /// It will not be posted: somebody skipped it, or ended what it belongs to.
    case dropped
}
