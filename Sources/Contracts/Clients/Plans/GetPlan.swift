// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// `sharedOnly` answers what is meant for the client: the items that are shared, of a plan that is.
public struct GetPlan: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getPlan"
    public static let summary =
        "Answers a plan with its goals, objectives and actions, and how far it has come."
    public static let access = Access.permission(.readPlans)
    public static let errors: [any DomainError.Type] = [PlanNotFound.self]

    public let plan: PlanID
    /// False when left out.
    public let sharedOnly: Bool?

    public init(plan: PlanID, sharedOnly: Bool? = nil) {
        self.plan = plan
        self.sharedOnly = sharedOnly
    }

    public struct Response: Codable, Sendable, Equatable {
        public let plan: Plan
        /// In the order in which they were made; 500 at most.
        public let items: [PlanItem]
        public let progress: PlanProgress

        public init(plan: Plan, items: [PlanItem], progress: PlanProgress) {
            self.plan = plan
            self.items = items
            self.progress = progress
        }
    }
}

/// How many of the items that were not dropped are reached.
public struct PlanProgress: Codable, Sendable, Equatable {
    public let goals: Count
    public let goalsReached: Count
    public let objectives: Count
    public let objectivesReached: Count
    public let actions: Count
    public let actionsReached: Count
    /// Open ones that were due before today by UTC.
    public let overdue: Count

    public init(
        goals: Count, goalsReached: Count, objectives: Count, objectivesReached: Count, actions: Count,
        actionsReached: Count, overdue: Count
    ) {
        self.goals = goals
        self.goalsReached = goalsReached
        self.objectives = objectives
        self.objectivesReached = objectivesReached
        self.actions = actions
        self.actionsReached = actionsReached
        self.overdue = overdue
    }
}
