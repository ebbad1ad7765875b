// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// On the days from `from` to `to` the user reports to the manager, or to nobody when none is given, whatever was said
/// of these days before; his other days stay. Who is above somebody, over however many others, sees what he sees.
///
/// A call that would change nothing writes nothing: the version stays. Whether the users exist is not checked here.
public struct SetReportingLine: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.setReportingLine"
    public static let summary = "Says to whom a user reports on some days."
    public static let access = Access.permission(.manageHierarchy)
    public static let errors: [any DomainError.Type] = [
        ReportingCycle.self,
        TooManyReportingLines.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let user: UserID
    /// When given, and not the version of the user's lines any more, nothing changes. Before the first line it must be
    /// left out.
    public let ifVersion: Version?
    public let manager: UserID?
    public let from: CalendarDate
    /// The last day; none when left out.
    public let to: CalendarDate?

    public init(
        idempotencyKey: IdempotencyKey, user: UserID, ifVersion: Version? = nil, manager: UserID? = nil,
        from: CalendarDate, to: CalendarDate? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.user = user
        self.ifVersion = ifVersion
        self.manager = manager
        self.from = from
        self.to = to
    }

    public struct Response: Codable, Sendable, Equatable {
        public let reporting: Reporting

        public init(reporting: Reporting) {
            self.reporting = reporting
        }
    }
}
