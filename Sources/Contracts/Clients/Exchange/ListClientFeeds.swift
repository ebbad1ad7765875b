// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Ordered by organisation, so that a page never skips or repeats one. An organisation is listed from its first
/// client on.
public struct ListClientFeeds: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<ClientFeedHead>
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
}
