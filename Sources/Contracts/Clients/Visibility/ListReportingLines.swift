// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed line must be; every given member must hold.
public struct ReportingLineFilter: Codable, Sendable, Hashable {
    /// Who reports.
    public let user: UserID?
    /// To whom.
    public let manager: UserID?
    /// Lines that count on this day, past or to come; all of them when left out.
    public let asOf: CalendarDate?

    public init(user: UserID? = nil, manager: UserID? = nil, asOf: CalendarDate? = nil) {
        self.user = user
        self.manager = manager
        self.asOf = asOf
    }
}

/// A user's reporting line.
public struct ReportingLineItem: Codable, Sendable, Equatable {
    public let user: UserID
    public let line: ReportingLine
    /// Of the user's lines together.
    public let version: Version

    public init(user: UserID, line: ReportingLine, version: Version) {
        self.user = user
        self.line = line
        self.version = version
    }
}

/// By user, and then by first day.
public struct ListReportingLines: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<ReportingLineItem>
    public static let name = "clients.listReportingLines"
    public static let summary = "Lists who reports to whom, page by page."
    public static let access = Access.permission(.readClients)

    public let filter: ReportingLineFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ReportingLineFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
