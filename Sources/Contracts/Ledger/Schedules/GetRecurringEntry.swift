// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetRecurringEntry: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getRecurringEntry"
    public static let summary = "Answers one recurring entry, its next days and what it posted last."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, ScheduleNotFound.self]

    public let book: BookID
    public let recurringEntry: ScheduleID

    public init(book: BookID, recurringEntry: ScheduleID) {
        self.book = book
        self.recurringEntry = recurringEntry
    }

    public struct Response: Codable, Sendable, Equatable {
        public let recurringEntry: RecurringEntry
        /// The next days, 12 at most.
        public let upcoming: [CalendarDate]
        /// The last 100 that fell due, the latest first; `ledger.listOccurrences` has all.
        public let occurrences: [ScheduleOccurrence]

        public init(
            recurringEntry: RecurringEntry, upcoming: [CalendarDate], occurrences: [ScheduleOccurrence]
        ) {
            self.recurringEntry = recurringEntry
            self.upcoming = upcoming
            self.occurrences = occurrences
        }
    }
}
