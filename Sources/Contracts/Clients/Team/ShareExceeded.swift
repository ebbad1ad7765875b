// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The shares of a role would be more than 100 per cent together.
public struct ShareExceeded: DomainError {
    public static let code = 2023
    public static let reason = "clients.share_exceeded"
    public let role: AssignmentRole
    /// The first such day.
    public let on: CalendarDate
    /// In per cent, on that day.
    public let total: Count

    public init(role: AssignmentRole, on: CalendarDate, total: Count) {
        self.role = role
        self.on = on
        self.total = total
    }

    public var message: String { "The shares of the role would be \(total.rawValue) per cent together." }
}
