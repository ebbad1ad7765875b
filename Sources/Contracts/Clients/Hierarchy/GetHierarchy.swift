// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The clients above and below one on a day. Those that the caller does not see are absent, and who is below one of
/// them is shown without a parent.
public struct GetHierarchy: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getHierarchy"
    public static let summary = "Answers which clients a client belongs to on a day, and which belong to it."
    public static let access = Access.permission(.readClients)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let client: ClientID
    /// Any day, past or to come; the present one in UTC when left out.
    public let asOf: CalendarDate?

    public init(client: ClientID, asOf: CalendarDate? = nil) {
        self.client = client
        self.asOf = asOf
    }

    public struct Response: Codable, Sendable, Equatable {
        public let asOf: CalendarDate
        /// From the uppermost to the client's parent.
        public let above: [HierarchyEntry]
        public let client: HierarchyEntry
        /// Level by level, within one in the order of creation; 1000 at most.
        public let below: [HierarchyEntry]
        /// Whether more than `below` shows are below.
        public let hasMore: Bool
        /// To whom the client belonged on other days, and belongs; absent while nothing was said.
        public let parentage: Parentage?

        public init(
            asOf: CalendarDate, above: [HierarchyEntry], client: HierarchyEntry, below: [HierarchyEntry],
            hasMore: Bool, parentage: Parentage? = nil
        ) {
            self.asOf = asOf
            self.above = above
            self.client = client
            self.below = below
            self.hasMore = hasMore
            self.parentage = parentage
        }
    }
}

/// A client in a hierarchy.
public struct HierarchyEntry: Codable, Sendable, Equatable {
    public let client: ClientID
    /// Name and lifecycle are the present ones.
    public let name: Text<1, 200>
    public let lifecycle: Lifecycle
    /// Absent for one without, and where the parent is not seen by the caller.
    public let parent: ClientID?

    public init(client: ClientID, name: Text<1, 200>, lifecycle: Lifecycle, parent: ClientID? = nil) {
        self.client = client
        self.name = name
        self.lifecycle = lifecycle
        self.parent = parent
    }
}
