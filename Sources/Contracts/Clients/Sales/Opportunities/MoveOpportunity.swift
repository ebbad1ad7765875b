// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Forwards or backwards, into an open stage; `clients.closeOpportunity` moves it into a closed one. An estimate of its
/// own was made for the stage that it leaves, and is dropped.
public struct MoveOpportunity: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.moveOpportunity"
    public static let summary = "Moves an open opportunity into another stage, if its version is still the one read."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        OpportunityClosed.self,
        OpportunityNotFound.self,
        StageClosed.self,
        StageNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let opportunity: OpportunityID
    public let ifVersion: Version
    public let stage: StageCode

    public init(
        idempotencyKey: IdempotencyKey, opportunity: OpportunityID, ifVersion: Version, stage: StageCode
    ) {
        self.idempotencyKey = idempotencyKey
        self.opportunity = opportunity
        self.ifVersion = ifVersion
        self.stage = stage
    }

    public struct Response: Codable, Sendable, Equatable {
        public let opportunity: Opportunity

        public init(opportunity: Opportunity) {
            self.opportunity = opportunity
        }
    }
}
