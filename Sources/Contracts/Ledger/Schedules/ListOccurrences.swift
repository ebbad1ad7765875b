// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// By the day on which they fall due. Days of a recurring entry appear when they fall due, parts of a deferral from the
/// start.
public struct ListOccurrences: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<ScheduleOccurrence>
    public static let name = "ledger.listOccurrences"
    public static let summary =
        "Lists what recurring entries and deferrals posted, what they were refused and what is planned."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let filter: OccurrenceFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, filter: OccurrenceFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}

/// What occurrences must have; parts that are left out match all.
public struct OccurrenceFilter: Codable, Sendable, Equatable {
    public let schedule: ScheduleID?
    public let state: OccurrenceState?
    public let dueFrom: CalendarDate?
    /// Inclusive.
    public let dueTo: CalendarDate?

    public init(
        schedule: ScheduleID? = nil, state: OccurrenceState? = nil, dueFrom: CalendarDate? = nil,
        dueTo: CalendarDate? = nil
    ) {
        self.schedule = schedule
        self.state = state
        self.dueFrom = dueFrom
        self.dueTo = dueTo
    }
}
