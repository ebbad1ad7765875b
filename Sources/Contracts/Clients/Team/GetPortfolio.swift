// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// By client; one with whom the user has two roles is there twice.
public struct GetPortfolio: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<PortfolioItem>
    public static let name = "clients.getPortfolio"
    public static let summary = "Answers whom a user looks after on a day, with his role and share."
    public static let access = Access.permission(.readClients)

    public let user: UserID
    /// Any day, past or to come.
    public let asOf: CalendarDate
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(user: UserID, asOf: CalendarDate, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.user = user
        self.asOf = asOf
        self.limit = limit
        self.cursor = cursor
    }
}

/// A client of a portfolio.
public struct PortfolioItem: Codable, Sendable, Equatable {
    public let assignment: Assignment
    /// The client's name, lifecycle and tier are those of the end of the day, in UTC; of a day before it was created,
    /// and of a day to come, the present ones.
    public let name: Text<1, 200>
    public let lifecycle: Lifecycle
    public let tier: Text<1, 60>?

    public init(assignment: Assignment, name: Text<1, 200>, lifecycle: Lifecycle, tier: Text<1, 60>? = nil) {
        self.assignment = assignment
        self.name = name
        self.lifecycle = lifecycle
        self.tier = tier
    }
}
