// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What stands in a timeline; every given member must hold.
public struct TimelineFilter: Codable, Sendable, Hashable {
    public let client: ClientID
    /// All of them when left out.
    public let kinds: List<1, 50, ClientFeedItem.Kind>?
    /// What happened at this instant or later.
    public let since: Instant?
    /// What happened before this instant.
    public let before: Instant?

    public init(
        client: ClientID, kinds: List<1, 50, ClientFeedItem.Kind>? = nil, since: Instant? = nil,
        before: Instant? = nil
    ) {
        self.client = client
        self.kinds = kinds
        self.since = since
        self.before = before
    }
}

/// What happened with a client, latest first: each change of its record and its team, and of every record about it, as
/// the change left the record.
///
/// Of the kinds that the caller has no permission to read nothing is answered. An event has one place for ever, so a
/// reader who follows the cursor meets each one once; what happens meanwhile stands before the first page.
/// `cursor` continues a timeline and carries its filter; a filter given beside it must be the same.
public struct GetTimeline: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<TimelineEvent>
    public static let name = "clients.getTimeline"
    public static let summary = "Answers what happened with a client, latest first, page by page."
    public static let access = Access.permission(.readClients)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    /// Left out only beside a cursor.
    public let filter: TimelineFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: TimelineFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}

public struct TimelineEvent: Codable, Sendable, Equatable {
    /// When it happened, which for what is recorded afterwards is before `change.recordedAt`.
    public let happenedAt: Instant
    /// As the feed tells it.
    public let change: ClientFeedItem

    public init(happenedAt: Instant, change: ClientFeedItem) {
        self.happenedAt = happenedAt
        self.change = change
    }
}
