// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed plan must be; every given member must hold.
public struct PlanFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let state: PlanState?
    /// A day of its period.
    public let on: CalendarDate?

    public init(client: ClientID? = nil, state: PlanState? = nil, on: CalendarDate? = nil) {
        self.client = client
        self.state = state
        self.on = on
    }
}

/// In the order in which they were made. `cursor` continues a list and carries its filter; a filter given beside it
/// must be the same.
public struct ListPlans: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Plan>
    public static let name = "clients.listPlans"
    public static let summary = "Lists the plans that match a filter, page by page."
    public static let access = Access.permission(.readPlans)

    public let filter: PlanFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: PlanFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
