// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An amount that stands on one account and is moved to another in parts, such as a prepaid expense or deferred income.
public struct Deferral: Codable, Sendable, Equatable {
    public let id: ScheduleID
    public let name: Text<1, 200>
    public let state: DeferralState
    public let plan: DeferralPlan
    /// The last day of the last period.
    public let endsOn: CalendarDate
    public let posted: Money
    /// What is left to post: `plan.amount` less `posted`; stays when a deferral is cancelled.
    public let remaining: Money
    /// The day of the next part that was not tried yet.
    public let nextDueOn: CalendarDate?
    /// How many parts fell due and were refused; they stay due, and each run tries them again.
    public let refused: Count
    public let createdAt: Instant
    public let version: Version

    public init(
        id: ScheduleID, name: Text<1, 200>, state: DeferralState, plan: DeferralPlan, endsOn: CalendarDate,
        posted: Money, remaining: Money, nextDueOn: CalendarDate?, refused: Count, createdAt: Instant,
        version: Version
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.plan = plan
        self.endsOn = endsOn
        self.posted = posted
        self.remaining = remaining
        self.nextDueOn = nextDueOn
        self.refused = refused
        self.createdAt = createdAt
        self.version = version
    }
}

public enum DeferralState: String, TextEnumeration {
    case active
    /// All parts are posted.
    case completed
    /// Stopped before its time: what was posted stays.
    case cancelled
}

/// What is moved, from where to where, and over which periods.
///
/// Periods are calendar months, the first from `startsOn` and the last to its end; each has one part, and the last
/// takes what rounding leaves. Of `endsOn` and `periods` exactly one is given.
public struct DeferralPlan: Codable, Sendable, Equatable {
    /// Greater than zero.
    public let amount: Money
    /// The same in the book's functional currency, when `amount` is in another one: what the amount was worth when it
    /// came, and the parts take it with them. When it is left out, each part takes the rate of its day.
    public let functionalAmount: Money?
    /// The account that the amount stands on. Each part is written on the side against its kind: a credit of a prepaid
    /// expense (an asset), a debit of deferred income (a liability).
    public let from: AccountCode
    /// Takes the part on the other side.
    public let to: AccountCode
    public let method: DeferralMethod
    public let startsOn: CalendarDate
    public let endsOn: CalendarDate?
    public let periods: DeferralPeriods?
    /// On which day of its period a part is posted; the last when it is left out.
    public let postsOn: DeferralDay?
    /// Parts that would fall due before this day are one part on it: for periods that are closed already.
    public let notBefore: CalendarDate?
    /// The part of the books that posts, `general` when it is left out.
    public let module: EntryModule?
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?
    /// What both lines of each part are about.
    public let client: ClientID?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?

    public init(
        amount: Money, functionalAmount: Money? = nil, from: AccountCode, to: AccountCode, method: DeferralMethod,
        startsOn: CalendarDate, endsOn: CalendarDate? = nil, periods: DeferralPeriods? = nil,
        postsOn: DeferralDay? = nil, notBefore: CalendarDate? = nil, module: EntryModule? = nil,
        description: Text<0, 500>? = nil, documentReference: Text<1, 100>? = nil, client: ClientID? = nil,
        costCentre: DimensionCode? = nil, project: DimensionCode? = nil, product: DimensionCode? = nil
    ) {
        self.amount = amount
        self.functionalAmount = functionalAmount
        self.from = from
        self.to = to
        self.method = method
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.periods = periods
        self.postsOn = postsOn
        self.notBefore = notBefore
        self.module = module
        self.description = description
        self.documentReference = documentReference
        self.client = client
        self.costCentre = costCentre
        self.project = project
        self.product = product
    }
}

public enum DeferralMethod: String, TextEnumeration {
    /// The same amount in each calendar month, however many of its days belong to the deferral.
    case byMonth = "by_month"
    /// As many parts of the amount in each month as the deferral has days in it.
    case byDay = "by_day"
}

public enum DeferralDay: String, TextEnumeration {
    case firstDay = "first_day"
    case lastDay = "last_day"
}

/// How many months a deferral goes on.
public struct DeferralPeriods: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...600
    public static let meaning = "How many months a deferral goes on."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
