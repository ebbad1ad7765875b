// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed grant must be; every given member must hold.
public struct AccessGrantFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let holder: AccessHolder?
    /// Grants that count on this day, past or to come, and are not revoked; all of them when left out.
    public let asOf: CalendarDate?

    public init(client: ClientID? = nil, holder: AccessHolder? = nil, asOf: CalendarDate? = nil) {
        self.client = client
        self.holder = holder
        self.asOf = asOf
    }
}

/// Of clients that the caller sees, in the order in which they were granted.
public struct ListGrants: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<AccessGrant>
    public static let name = "clients.listGrants"
    public static let summary = "Lists who was granted access to which clients, page by page."
    public static let access = Access.permission(.readClients)

    public let filter: AccessGrantFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: AccessGrantFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
