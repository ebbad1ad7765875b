// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The book has no such recurring entry or deferral.
public struct ScheduleNotFound: DomainError {
    public static let code = 3090
    public static let reason = "ledger.schedule_not_found"
    public init() {}
    public var message: String { "The book has no such recurring entry or deferral." }
}

/// The recurring entry or deferral is completed, ended or cancelled.
public struct ScheduleOver: DomainError {
    public static let code = 3091
    public static let reason = "ledger.schedule_over"
    public init() {}
    public var message: String { "It is over: nothing of it will be posted any more." }
}

/// Only what fell due and was refused can be skipped.
public struct OccurrenceNotOpen: DomainError {
    public static let code = 3092
    public static let reason = "ledger.occurrence_not_open"
    public let dueOn: CalendarDate

    public init(dueOn: CalendarDate) {
        self.dueOn = dueOn
    }

    public var message: String { "Nothing of \(dueOn) was refused." }
}
