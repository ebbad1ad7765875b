// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// With `nextOn` the next one becomes a task in the same transaction.
public struct RecordReview: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.recordReview"
    public static let summary = "Records a business review, and makes a task of the next one."
    public static let access = Access.permission(.writePlans)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        PlanNotFound.self,
        SubjectErased.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    /// One of the client's.
    public let plan: PlanID?
    public let heldOn: CalendarDate
    /// Contacts at the client.
    public let contacts: List<0, 50, ContactID>?
    public let users: List<0, 50, UserID>?
    public let valueDelivered: LongText<20000>?
    public let decisions: List<0, 50, Text<1, 500>>?
    public let rating: ReviewRating?
    /// After `heldOn`.
    public let nextOn: CalendarDate?
    /// Of the task; the caller when left out, if he is a user.
    public let owner: UserID?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, plan: PlanID? = nil, heldOn: CalendarDate,
        contacts: List<0, 50, ContactID>? = nil, users: List<0, 50, UserID>? = nil,
        valueDelivered: LongText<20000>? = nil, decisions: List<0, 50, Text<1, 500>>? = nil,
        rating: ReviewRating? = nil, nextOn: CalendarDate? = nil, owner: UserID? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.plan = plan
        self.heldOn = heldOn
        self.contacts = contacts
        self.users = users
        self.valueDelivered = valueDelivered
        self.decisions = decisions
        self.rating = rating
        self.nextOn = nextOn
        self.owner = owner
    }

    public struct Response: Codable, Sendable, Equatable {
        public let review: Review
        /// Of the next review.
        public let task: ClientTask?

        public init(review: Review, task: ClientTask? = nil) {
            self.review = review
            self.task = task
        }
    }
}
