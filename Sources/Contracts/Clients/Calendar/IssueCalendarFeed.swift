// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The address is answered this once. Whoever has it reads the caller's agenda without a token until the feed expires
/// or is revoked: what he is assigned to or was granted, whatever more his permissions show him, and nothing of what he
/// has no permission to read now. A user has ten feeds at most.
public struct IssueCalendarFeed: RPCMethod, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.issueCalendarFeed"
    public static let summary = "Makes an address by which a calendar program reads the caller's agenda."
    public static let access = Access.permission(.readWork)
    public static let errors: [any DomainError.Type] = [TooManyCalendarFeeds.self]

    public let label: Text<1, 100>?
    /// 1 to 365; 180 when it is left out.
    public let validForDays: CalendarFeedDays?

    public init(label: Text<1, 100>? = nil, validForDays: CalendarFeedDays? = nil) {
        self.label = label
        self.validForDays = validForDays
    }

    public struct Response: Codable, Sendable, Equatable {
        public let feed: CalendarFeed
        /// Behind the service's address: `/calendar/....ics`.
        public let path: Secret

        public init(feed: CalendarFeed, path: Secret) {
            self.feed = feed
            self.path = path
        }
    }
}

/// How long a calendar feed holds, in days of 86,400 seconds.
public struct CalendarFeedDays: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...365
    public static let meaning = "How long a calendar feed holds, in days."
    public static let standard = CalendarFeedDays(unchecked: 180)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
