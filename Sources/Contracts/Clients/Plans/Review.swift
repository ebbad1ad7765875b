// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From 1, poor, to 5, excellent.
public struct ReviewRating: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...5
    public static let meaning = "From 1, poor, to 5, excellent."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A business review with a client; it stays as it was recorded.
public struct Review: Codable, Sendable, Equatable {
    public let id: ReviewID
    public let client: ClientID
    public let plan: PlanID?
    public let heldOn: CalendarDate
    /// Who attended of the client.
    public let contacts: [ContactID]
    /// Who attended of us.
    public let users: [UserID]
    public let valueDelivered: LongText<20000>?
    public let decisions: [Text<1, 500>]
    /// The client's.
    public let rating: ReviewRating?
    public let nextOn: CalendarDate?
    /// The task of the next one.
    public let nextTask: TaskID?
    public let recordedAt: Instant

    public init(
        id: ReviewID, client: ClientID, plan: PlanID? = nil, heldOn: CalendarDate, contacts: [ContactID],
        users: [UserID], valueDelivered: LongText<20000>? = nil, decisions: [Text<1, 500>], rating: ReviewRating? = nil,
        nextOn: CalendarDate? = nil, nextTask: TaskID? = nil, recordedAt: Instant
    ) {
        self.id = id
        self.client = client
        self.plan = plan
        self.heldOn = heldOn
        self.contacts = contacts
        self.users = users
        self.valueDelivered = valueDelivered
        self.decisions = decisions
        self.rating = rating
        self.nextOn = nextOn
        self.nextTask = nextTask
        self.recordedAt = recordedAt
    }
}
