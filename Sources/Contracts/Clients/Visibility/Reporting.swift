// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// To whom a user reports, on every day.
public struct Reporting: Codable, Sendable, Equatable {
    public let user: UserID
    /// From 1; each change adds 1.
    public let version: Version
    /// By their first days; on a day there is one at most.
    public let lines: [ReportingLine]
    /// When this version was written.
    public let updatedAt: Instant

    public init(user: UserID, version: Version, lines: [ReportingLine], updatedAt: Instant) {
        self.user = user
        self.version = version
        self.lines = lines
        self.updatedAt = updatedAt
    }
}

/// On which days a user reports to another one.
public struct ReportingLine: Codable, Sendable, Hashable {
    public let manager: UserID
    /// The first day.
    public let from: CalendarDate
    /// The last day; absent while there is none.
    public let to: CalendarDate?

    public init(manager: UserID, from: CalendarDate, to: CalendarDate? = nil) {
        self.manager = manager
        self.from = from
        self.to = to
    }
}
