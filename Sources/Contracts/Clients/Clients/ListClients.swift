// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of creation, which no change of a client alters: a client that matches all the while is listed
/// exactly once, whatever is created or renamed between two pages.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListClients: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listClients"
    public static let summary = "Lists the clients that match a filter, page by page."
    public static let access = Access.permission(.readClients)

    public let filter: ClientFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?
    /// Whether to answer how many clients match on all pages, as of now.
    public let withCount: Bool?

    public init(
        filter: ClientFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil, withCount: Bool? = nil
    ) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
        self.withCount = withCount
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [Client]
        /// Absent on the last page, and only there: a page of large records may be shorter than `limit`.
        public let next: PageCursor?
        /// Only when asked for.
        public let count: Count?

        public init(items: [Client], next: PageCursor?, count: Count? = nil) {
            self.items = items
            self.next = next
            self.count = count
        }
    }
}
