// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where every book's feed stands, so that a service that reads them all needs no other way to find them.
public struct ListLedgerFeeds: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<LedgerFeedHead>
    public static let name = "ledger.listFeeds"
    public static let summary = "Lists every book's feed with its last position."
    public static let access = Access.services([.reporting])

    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}

public struct LedgerFeedHead: Codable, Sendable, Equatable {
    public let organisation: OrganisationID
    public let book: BookID
    public let head: FeedPosition

    public init(organisation: OrganisationID, book: BookID, head: FeedPosition) {
        self.organisation = organisation
        self.book = book
        self.head = head
    }
}
