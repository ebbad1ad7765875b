// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed lead must be; every given member must hold.
public struct LeadFilter: Codable, Sendable, Hashable {
    public let status: LeadStatus?
    public let owner: UserID?
    /// Those that became this client.
    public let client: ClientID?
    /// Words of which each must begin a word of the company, the person or a channel, in whichever case and order.
    public let text: Text<1, 100>?

    public init(
        status: LeadStatus? = nil, owner: UserID? = nil, client: ClientID? = nil, text: Text<1, 100>? = nil
    ) {
        self.status = status
        self.owner = owner
        self.client = client
        self.text = text
    }
}

/// In the order of creation, which no change of a lead alters.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListLeads: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Lead>
    public static let name = "clients.listLeads"
    public static let summary = "Lists the leads that match a filter, page by page."
    public static let access = Access.permission(.readSales)

    public let filter: LeadFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: LeadFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
