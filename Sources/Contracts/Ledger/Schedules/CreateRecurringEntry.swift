// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Nothing is posted by this call, even when the first day has passed: the next run does that.
public struct CreateRecurringEntry: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createRecurringEntry"
    public static let summary = "Creates an entry that is posted each time it falls due."
    public static let access = Access.permission(.manageSchedules)
    public static let errors: [any DomainError.Type] = [
        AccountIsHeading.self, AccountNotFound.self, AmountOverflow.self, BookNotFound.self, EntryUnbalanced.self,
        FunctionalAmountMissing.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let name: Text<1, 200>
    public let recurrence: Recurrence
    public let template: EntryTemplate

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, name: Text<1, 200>, recurrence: Recurrence,
        template: EntryTemplate
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.name = name
        self.recurrence = recurrence
        self.template = template
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
