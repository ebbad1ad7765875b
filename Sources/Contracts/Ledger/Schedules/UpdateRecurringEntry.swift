// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is left out stays as it is. What was posted stays in any case; changes are about what falls due from now on,
/// and about what was refused.
public struct UpdateRecurringEntry: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.updateRecurringEntry"
    public static let summary = "Pauses, resumes, ends or changes a recurring entry."
    public static let access = Access.permission(.manageSchedules)
    public static let errors: [any DomainError.Type] = [
        AccountIsHeading.self, AccountNotFound.self, AmountOverflow.self, BookNotFound.self, EntryUnbalanced.self,
        FunctionalAmountMissing.self, OccurrenceNotOpen.self, ScheduleNotFound.self, ScheduleOver.self,
        VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let recurringEntry: ScheduleID
    public let ifVersion: Version
    public let change: RecurringEntryChange?
    /// With `resume`: the first day on which it falls due again; what fell due before, while it was paused, is passed
    /// over. Today in the book's time zone when it is left out.
    public let resumeFrom: CalendarDate?
    /// Days that were refused and shall not be posted.
    public let skip: List<1, 100, CalendarDate>?
    public let name: Text<1, 200>?
    public let template: EntryTemplate?
    /// Nothing falls due after this day.
    public let endsOn: CalendarDate?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, recurringEntry: ScheduleID, ifVersion: Version,
        change: RecurringEntryChange? = nil, resumeFrom: CalendarDate? = nil,
        skip: List<1, 100, CalendarDate>? = nil, name: Text<1, 200>? = nil, template: EntryTemplate? = nil,
        endsOn: CalendarDate? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.recurringEntry = recurringEntry
        self.ifVersion = ifVersion
        self.change = change
        self.resumeFrom = resumeFrom
        self.skip = skip
        self.name = name
        self.template = template
        self.endsOn = endsOn
    }

    public struct Response: Codable, Sendable, Equatable {
        public let recurringEntry: RecurringEntry
        /// The next days, 12 at most.
        public let upcoming: [CalendarDate]

        public init(recurringEntry: RecurringEntry, upcoming: [CalendarDate]) {
            self.recurringEntry = recurringEntry
            self.upcoming = upcoming
        }
    }
}

public enum RecurringEntryChange: String, TextEnumeration {
    case pause
    case resume
    /// For good: what was refused is not tried again.
    case end
}
