// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed contract must be; every given member must hold.
public struct ContractFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let state: ContractState?
    /// Contracts whose present term ends on this day or later.
    public let endsFrom: CalendarDate?
    /// Contracts whose present term ends on this day or before.
    public let endsTo: CalendarDate?
    /// By custom fields.
    public let fields: List<1, 4, CustomFieldCondition>?

    public init(
        client: ClientID? = nil, state: ContractState? = nil, endsFrom: CalendarDate? = nil,
        endsTo: CalendarDate? = nil, fields: List<1, 4, CustomFieldCondition>? = nil
    ) {
        self.client = client
        self.state = state
        self.endsFrom = endsFrom
        self.endsTo = endsTo
        self.fields = fields
    }
}

/// In the order of creation, which no change of a contract alters: a contract that matches all the while is listed
/// exactly once. A client that the organisation does not have has no contracts.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListContracts: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Contract>
    public static let name = "clients.listContracts"
    public static let summary = "Lists the contracts that match a filter, page by page."
    public static let access = Access.permission(.readContracts)

    public let filter: ContractFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ContractFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
