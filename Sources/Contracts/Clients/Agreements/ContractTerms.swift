// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// For how long a contract counts, and how it goes on.
public struct ContractTerms: Codable, Sendable, Hashable {
    /// The first day.
    public let startsOn: CalendarDate
    /// The last day of the present term; absent while the contract is open-ended.
    public let endsOn: CalendarDate?
    /// A notice arrives in time on the day that is so many days before `endsOn`, or earlier.
    public let noticeDays: NoticeDays?
    /// Without notice the contract goes on for so many months, again and again. Only with `endsOn`.
    public let renewalMonths: TermMonths?
    /// By which prices rise with each renewal. Only with `endsOn`.
    public let escalator: EscalatorPercent?

    public init(
        startsOn: CalendarDate, endsOn: CalendarDate? = nil, noticeDays: NoticeDays? = nil,
        renewalMonths: TermMonths? = nil, escalator: EscalatorPercent? = nil
    ) {
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.noticeDays = noticeDays
        self.renewalMonths = renewalMonths
        self.escalator = escalator
    }
}

public struct NoticeDays: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...1000
    public static let meaning = "How many days before the end a notice must arrive."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

public struct TermMonths: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...120
    public static let meaning = "For how many months a contract goes on."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
