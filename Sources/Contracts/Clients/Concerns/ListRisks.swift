// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed risk must be; every given member must hold.
public struct RiskFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    /// Of the save plan.
    public let owner: UserID?
    public let level: RiskLevel?
    public let state: RiskState?

    public init(client: ClientID? = nil, owner: UserID? = nil, level: RiskLevel? = nil, state: RiskState? = nil) {
        self.client = client
        self.owner = owner
        self.level = level
        self.state = state
    }
}

/// In the order in which they were flagged. `cursor` continues a list and carries its filter; a filter given beside it
/// must be the same.
public struct ListRisks: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Risk>
    public static let name = "clients.listRisks"
    public static let summary = "Lists the risks that match a filter, page by page."
    public static let access = Access.permission(.readConcerns)

    public let filter: RiskFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: RiskFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
