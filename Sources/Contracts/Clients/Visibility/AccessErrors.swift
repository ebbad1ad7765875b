// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such grant, or it is about a client whom the caller does not see.
public struct AccessGrantNotFound: DomainError {
    public static let code = 2090
    public static let reason = "clients.access_grant_not_found"

    public init() {}

    public var message: String { "There is no such grant." }
}

/// The organisation has no such group.
public struct UserGroupNotFound: DomainError {
    public static let code = 2091
    public static let reason = "clients.group_not_found"

    public init() {}

    public var message: String { "There is no such group." }
}

/// Another group of the organisation has the name.
public struct UserGroupNameTaken: DomainError {
    public static let code = 2092
    public static let reason = "clients.group_name_taken"

    public init() {}

    public var message: String { "A group of the organisation has this name already." }
}

/// On some day a user would report to himself, over however many others.
public struct ReportingCycle: DomainError {
    public static let code = 2093
    public static let reason = "clients.reporting_cycle"
    /// The first such day.
    public let on: CalendarDate

    public init(on: CalendarDate) {
        self.on = on
    }

    public var message: String { "The user would report to himself." }
}

/// The user would have had more superiors than a record holds.
public struct TooManyReportingLines: DomainError {
    public static let code = 2094
    public static let reason = "clients.too_many_reporting_lines"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A user has at most \(limit.rawValue) reporting lines." }
}
