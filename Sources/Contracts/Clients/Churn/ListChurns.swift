// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed loss must be; every given member must hold.
public struct ChurnFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    /// Losses of this day or later.
    public let lostFrom: CalendarDate?
    /// Losses of this day or earlier.
    public let lostTo: CalendarDate?
    /// Those with a win-back date of this day or later.
    public let winBackFrom: CalendarDate?
    /// Those with a win-back date of this day or earlier.
    public let winBackTo: CalendarDate?

    public init(
        client: ClientID? = nil, lostFrom: CalendarDate? = nil, lostTo: CalendarDate? = nil,
        winBackFrom: CalendarDate? = nil, winBackTo: CalendarDate? = nil
    ) {
        self.client = client
        self.lostFrom = lostFrom
        self.lostTo = lostTo
        self.winBackFrom = winBackFrom
        self.winBackTo = winBackTo
    }
}

/// In the order in which they were recorded.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListChurns: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Churn>
    public static let name = "clients.listChurns"
    public static let summary = "Lists lost clients and contracts that match a filter, such as those to win back."
    public static let access = Access.permission(.readContracts)

    public let filter: ChurnFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ChurnFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
