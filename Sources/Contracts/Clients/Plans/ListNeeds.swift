// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed need must be; every given member must hold.
public struct NeedFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let kind: NeedKind?
    public let state: NeedState?

    public init(client: ClientID? = nil, kind: NeedKind? = nil, state: NeedState? = nil) {
        self.client = client
        self.kind = kind
        self.state = state
    }
}

/// In the order in which they were recorded. `cursor` continues a list and carries its filter; a filter given beside it
/// must be the same.
public struct ListNeeds: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Need>
    public static let name = "clients.listNeeds"
    public static let summary = "Lists the needs that match a filter, page by page."
    public static let access = Access.permission(.readPlans)

    public let filter: NeedFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: NeedFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
