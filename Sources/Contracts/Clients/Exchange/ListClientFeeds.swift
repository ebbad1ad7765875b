// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Ordered by organisation, so that a page never skips or repeats one. An organisation is listed from its first
/// client on.
public struct ListClientFeeds: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listFeeds"
    public static let summary = "Lists the organisations that have a feed of clients, with its latest position."
    public static let access = Access.services([.reporting])

    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [ClientFeedHead]
        /// Absent on the last page.
        public let next: PageCursor?

        public init(items: [ClientFeedHead], next: PageCursor?) {
            self.items = items
            self.next = next
        }
    }
}
