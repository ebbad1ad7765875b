// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Each occurrence is posted under a key of its own, `schedule:<id>:<day>`, together with the mark that it is posted:
/// whatever is repeated, cut short or run twice at once, it is posted once. So this call needs no key: repeated, it
/// goes on where the last one ended.
///
/// Services run it by themselves for all books about once a minute; what was refused they try again after an hour.
public struct RunSchedules: BulkCommand, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.runSchedules"
    public static let summary = "Posts what recurring entries and deferrals have due."
    public static let access = Access.permission(.manageSchedules)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    /// Posts what falls due up to this day; today in the book's time zone when it is left out.
    public let upTo: CalendarDate?
    /// How many occurrences to try at most.
    public let limit: PageLimit?

    public init(book: BookID, upTo: CalendarDate? = nil, limit: PageLimit? = nil) {
        self.book = book
        self.upTo = upTo
        self.limit = limit
    }

    public struct Response: Codable, Sendable, Equatable {
        /// What this call posted, in the order of its days.
        public let posted: [ScheduleOccurrence]
        /// What this call tried in vain, and why. It stays due.
        public let refused: [ScheduleOccurrence]
        /// Whether the limit was reached, so that more may be due: call again.
        public let hasMore: Bool

        public init(posted: [ScheduleOccurrence], refused: [ScheduleOccurrence], hasMore: Bool) {
            self.posted = posted
            self.refused = refused
            self.hasMore = hasMore
        }
    }
}
