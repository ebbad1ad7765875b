// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is recorded of the days from `from` to `to`, both included and by UTC, as the material of a business review;
/// nothing is written.
public struct DraftReview: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.draftReview"
    public static let summary = "Answers what a business review of a period can build upon."
    public static let access = Access.permission(.readPlans)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let client: ClientID
    public let from: CalendarDate
    public let to: CalendarDate

    public init(client: ClientID, from: CalendarDate, to: CalendarDate) {
        self.client = client
        self.from = from
        self.to = to
    }

    public struct Response: Codable, Sendable, Equatable {
        /// By kind; those without any are absent.
        public let activities: [ActivityCount]
        public let concernsOpened: Count
        public let concernsResolved: Count
        /// At present.
        public let concernsOpen: Count
        /// Of those opened in the period.
        public let concernsAcknowledgedLate: Count
        /// At present.
        public let risksOpen: Count
        public let tasksDone: Count
        /// By kind; those without any are absent.
        public let feedback: [FeedbackAverage]
        /// At present.
        public let needsOpen: Count
        /// Those of which a day lies in the period; 20 at most.
        public let plans: [PlanDraft]
        /// The latest before the end of the period.
        public let lastReview: Review?

        public init(
            activities: [ActivityCount], concernsOpened: Count, concernsResolved: Count, concernsOpen: Count,
            concernsAcknowledgedLate: Count, risksOpen: Count, tasksDone: Count, feedback: [FeedbackAverage],
            needsOpen: Count, plans: [PlanDraft], lastReview: Review? = nil
        ) {
            self.activities = activities
            self.concernsOpened = concernsOpened
            self.concernsResolved = concernsResolved
            self.concernsOpen = concernsOpen
            self.concernsAcknowledgedLate = concernsAcknowledgedLate
            self.risksOpen = risksOpen
            self.tasksDone = tasksDone
            self.feedback = feedback
            self.needsOpen = needsOpen
            self.plans = plans
            self.lastReview = lastReview
        }
    }
}

public struct ActivityCount: Codable, Sendable, Equatable {
    public let kind: ActivityKind
    public let count: Count
    public let twoWay: Count

    public init(kind: ActivityKind, count: Count, twoWay: Count) {
        self.kind = kind
        self.count = count
        self.twoWay = twoWay
    }
}

public struct FeedbackAverage: Codable, Sendable, Equatable {
    public let kind: FeedbackKind
    public let count: Count
    /// Of the scores, with two decimals.
    public let average: MeasuredNumber
    /// Of `nps` alone: per cent of 9 and 10 less per cent of 0 to 6, with two decimals.
    public let netPromoters: MeasuredNumber?

    public init(kind: FeedbackKind, count: Count, average: MeasuredNumber, netPromoters: MeasuredNumber? = nil) {
        self.kind = kind
        self.count = count
        self.average = average
        self.netPromoters = netPromoters
    }
}

public struct PlanDraft: Codable, Sendable, Equatable {
    public let plan: PlanID
    public let title: Text<1, 200>
    public let state: PlanState
    public let progress: PlanProgress

    public init(plan: PlanID, title: Text<1, 200>, state: PlanState, progress: PlanProgress) {
        self.plan = plan
        self.title = title
        self.state = state
        self.progress = progress
    }
}
