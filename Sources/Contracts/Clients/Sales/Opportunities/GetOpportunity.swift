// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// With its stage as it is defined now.
public struct GetOpportunity: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getOpportunity"
    public static let summary = "Answers an opportunity, with its stage and how probable it is."
    public static let access = Access.permission(.readSales)
    public static let errors: [any DomainError.Type] = [OpportunityNotFound.self]

    public let opportunity: OpportunityID

    public init(opportunity: OpportunityID) {
        self.opportunity = opportunity
    }

    public struct Response: Codable, Sendable, Equatable {
        public let opportunity: Opportunity
        /// Absent when it ended in a stage that the organisation has no more.
        public let stage: Stage?
        /// Its own estimate, or else the stage's; 100 when it was won, 0 when it was lost or abandoned.
        public let probability: Probability

        public init(opportunity: Opportunity, stage: Stage?, probability: Probability) {
            self.opportunity = opportunity
            self.stage = stage
            self.probability = probability
        }
    }
}
