// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An assignment can end neither before its first day nor after the last day that it has.
public struct AssignmentDayRefused: DomainError {
    public static let code = 2025
    public static let reason = "clients.assignment_day_refused"
    public let from: CalendarDate
    public let to: CalendarDate?

    public init(from: CalendarDate, to: CalendarDate?) {
        self.from = from
        self.to = to
    }

    public var message: String { "The last day is not a day of the assignment." }
}
