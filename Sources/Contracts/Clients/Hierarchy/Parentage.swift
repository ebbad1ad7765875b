// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// To which client another one belongs, on every day: as a subsidiary, a branch, a department.
public struct Parentage: Codable, Sendable, Equatable {
    public let client: ClientID
    /// From 1; each change adds 1.
    public let version: Version
    /// By their first days; on a day there is one at most.
    public let spells: [ParentSpell]
    /// When this version was written.
    public let updatedAt: Instant

    public init(client: ClientID, version: Version, spells: [ParentSpell], updatedAt: Instant) {
        self.client = client
        self.version = version
        self.spells = spells
        self.updatedAt = updatedAt
    }
}

/// On which days a client belongs to another one.
public struct ParentSpell: Codable, Sendable, Hashable {
    public let parent: ClientID
    /// The first day.
    public let from: CalendarDate
    /// The last day; absent while there is none.
    public let to: CalendarDate?

    public init(parent: ClientID, from: CalendarDate, to: CalendarDate? = nil) {
        self.parent = parent
        self.from = from
        self.to = to
    }
}

/// On some day a client would belong to itself, over however many others.
public struct ParentCycle: DomainError {
    public static let code = 2095
    public static let reason = "clients.parent_cycle"
    /// The first such day.
    public let on: CalendarDate

    public init(on: CalendarDate) {
        self.on = on
    }

    public var message: String { "The client would belong to itself." }
}

/// The client would have had more parents than a record holds.
public struct TooManyParents: DomainError {
    public static let code = 2096
    public static let reason = "clients.too_many_parents"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A client has at most \(limit.rawValue) spells under a parent." }
}
