// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Those that hold, in the order in which they were issued.
public struct ListCalendarFeeds: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listCalendarFeeds"
    public static let summary = "Lists the caller's calendar feeds, without their addresses."
    public static let access = Access.permission(.readWork)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let feeds: [CalendarFeed]

        public init(feeds: [CalendarFeed]) {
            self.feeds = feeds
        }
    }
}
