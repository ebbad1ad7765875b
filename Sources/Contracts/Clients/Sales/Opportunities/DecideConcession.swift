// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Once, and by somebody else than who asked for it.
public struct DecideConcession: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.decideConcession"
    public static let summary = "Approves or refuses a concession that was asked for."
    public static let access = Access.permission(.approveConcessions)
    public static let errors: [any DomainError.Type] = [
        ConcessionDecided.self,
        ConcessionNotFound.self,
        OpportunityClosed.self,
        OpportunityNotFound.self,
        OwnConcession.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let opportunity: OpportunityID
    public let ifVersion: Version
    public let concession: ConcessionID
    public let isApproved: Bool
    public let note: Text<1, 500>?

    public init(
        idempotencyKey: IdempotencyKey, opportunity: OpportunityID, ifVersion: Version, concession: ConcessionID,
        isApproved: Bool, note: Text<1, 500>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.opportunity = opportunity
        self.ifVersion = ifVersion
        self.concession = concession
        self.isApproved = isApproved
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let opportunity: Opportunity

        public init(opportunity: Opportunity) {
            self.opportunity = opportunity
        }
    }
}
