// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed opportunity must be; every given member must hold.
public struct OpportunityFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let owner: UserID?
    public let stage: StageCode?
    public let kind: OpportunityKind?
    /// True for open ones alone, false for closed ones.
    public let isOpen: Bool?
    public let outcome: OpportunityOutcome?
    /// Those with a line of it.
    public let product: ProductID?
    /// Expected to close on this day or later.
    public let closingFrom: CalendarDate?
    /// Expected to close on this day or earlier.
    public let closingTo: CalendarDate?
    /// Words of which each must begin a word of the name, in whichever case and order.
    public let text: Text<1, 100>?
    /// By custom fields.
    public let fields: List<1, 4, CustomFieldCondition>?

    public init(
        client: ClientID? = nil, owner: UserID? = nil, stage: StageCode? = nil, kind: OpportunityKind? = nil,
        isOpen: Bool? = nil, outcome: OpportunityOutcome? = nil, product: ProductID? = nil,
        closingFrom: CalendarDate? = nil, closingTo: CalendarDate? = nil, text: Text<1, 100>? = nil,
        fields: List<1, 4, CustomFieldCondition>? = nil
    ) {
        self.client = client
        self.owner = owner
        self.stage = stage
        self.kind = kind
        self.isOpen = isOpen
        self.outcome = outcome
        self.product = product
        self.closingFrom = closingFrom
        self.closingTo = closingTo
        self.text = text
        self.fields = fields
    }
}

/// In the order of creation, which no change of an opportunity alters.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListOpportunities: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Opportunity>
    public static let name = "clients.listOpportunities"
    public static let summary = "Lists the opportunities that match a filter, page by page."
    public static let access = Access.permission(.readSales)

    public let filter: OpportunityFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: OpportunityFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
