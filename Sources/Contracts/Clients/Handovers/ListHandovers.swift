// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed handover must be; every given member must hold.
public struct HandoverFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let incoming: UserID?
    public let outgoing: UserID?
    public let state: HandoverState?

    public init(
        client: ClientID? = nil, incoming: UserID? = nil, outgoing: UserID? = nil, state: HandoverState? = nil
    ) {
        self.client = client
        self.incoming = incoming
        self.outgoing = outgoing
        self.state = state
    }
}

/// In the order in which they were opened, which no change alters.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListHandovers: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Handover>
    public static let name = "clients.listHandovers"
    public static let summary = "Lists the handovers that match a filter, page by page."
    public static let access = Access.permission(.readClients)

    public let filter: HandoverFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: HandoverFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
