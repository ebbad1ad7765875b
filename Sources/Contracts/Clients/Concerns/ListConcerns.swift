// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed concern must be; every given member must hold.
public struct ConcernFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let opportunity: OpportunityID?
    public let contract: ContractID?
    /// Who answers for it.
    public let user: UserID?
    public let team: Text<1, 100>?
    public let kind: ConcernKind?
    public let severity: SeverityCode?
    public let isBlocking: Bool?
    /// Anything but resolved.
    public let isOpen: Bool?
    /// The next step was due before now.
    public let isOverdue: Bool?
    public let acknowledgedLate: Bool?

    public init(
        client: ClientID? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil, user: UserID? = nil,
        team: Text<1, 100>? = nil, kind: ConcernKind? = nil, severity: SeverityCode? = nil, isBlocking: Bool? = nil,
        isOpen: Bool? = nil, isOverdue: Bool? = nil, acknowledgedLate: Bool? = nil
    ) {
        self.client = client
        self.opportunity = opportunity
        self.contract = contract
        self.user = user
        self.team = team
        self.kind = kind
        self.severity = severity
        self.isBlocking = isBlocking
        self.isOpen = isOpen
        self.isOverdue = isOverdue
        self.acknowledgedLate = acknowledgedLate
    }
}

/// In the order in which they were opened, which no move alters. `cursor` continues a list and carries its filter; a
/// filter given beside it must be the same.
public struct ListConcerns: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<ConcernStatus>
    public static let name = "clients.listConcerns"
    public static let summary = "Lists the concerns that match a filter, page by page."
    public static let access = Access.permission(.readConcerns)

    public let filter: ConcernFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ConcernFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
