// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum CalendarFeedEntity: IdentifiedEntity { public static let term = "calendar feed" }
public typealias CalendarFeedID = Identifier<CalendarFeedEntity>

/// A user's agenda as a calendar program reads it, by an address that only he and the program know.
public struct CalendarFeed: Codable, Sendable, Equatable {
    public let id: CalendarFeedID
    /// In the user's own words: on which device it is.
    public let label: Text<1, 100>?
    public let createdAt: Instant
    public let expiresAt: Instant
    /// About: it is noted once an hour.
    public let lastReadAt: Instant?

    public init(
        id: CalendarFeedID, label: Text<1, 100>?, createdAt: Instant, expiresAt: Instant, lastReadAt: Instant? = nil
    ) {
        self.id = id
        self.label = label
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastReadAt = lastReadAt
    }
}

/// The caller has no such feed, or it was revoked or has expired.
public struct CalendarFeedNotFound: DomainError {
    public static let code = 2470
    public static let reason = "clients.calendar_feed_not_found"

    public init() {}

    public var message: String { "There is no such calendar feed." }
}

/// The caller has as many feeds as one may have.
public struct TooManyCalendarFeeds: DomainError {
    public static let code = 2471
    public static let reason = "clients.too_many_calendar_feeds"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "There are \(limit) calendar feeds already: revoke one." }
}
