// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The address is worth nothing from then on.
public struct RevokeCalendarFeed: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.revokeCalendarFeed"
    public static let summary = "Ends one of the caller's calendar feeds."
    public static let access = Access.permission(.readWork)
    public static let errors: [any DomainError.Type] = [CalendarFeedNotFound.self]

    public let idempotencyKey: IdempotencyKey
    public let feed: CalendarFeedID

    public init(idempotencyKey: IdempotencyKey, feed: CalendarFeedID) {
        self.idempotencyKey = idempotencyKey
        self.feed = feed
    }

    public struct Response: Codable, Sendable, Equatable {
        public init() {}
    }
}
