// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Once: a closed opportunity stays as it is. It goes into the stage of the outcome.
///
/// It is not won while a concession waits for its decision, or while a concern is open that blocks it or its client as
/// a whole.
public struct CloseOpportunity: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.closeOpportunity"
    public static let summary = "Records that an opportunity was won, lost or abandoned, and why."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        ConcessionsUndecided.self,
        ConcernsBlockWinning.self,
        OpportunityClosed.self,
        OpportunityNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let opportunity: OpportunityID
    public let ifVersion: Version
    public let outcome: OpportunityOutcome
    /// Today in UTC when left out; not after tomorrow.
    public let on: CalendarDate?
    /// Must be given unless it was won.
    public let reason: Text<1, 200>?
    public let note: LongText<4000>?
    /// Who won instead, or tried to; stays as it is when left out.
    public let competitor: Text<1, 200>?

    public init(
        idempotencyKey: IdempotencyKey, opportunity: OpportunityID, ifVersion: Version,
        outcome: OpportunityOutcome, on: CalendarDate? = nil, reason: Text<1, 200>? = nil,
        note: LongText<4000>? = nil, competitor: Text<1, 200>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.opportunity = opportunity
        self.ifVersion = ifVersion
        self.outcome = outcome
        self.on = on
        self.reason = reason
        self.note = note
        self.competitor = competitor
    }

    public struct Response: Codable, Sendable, Equatable {
        public let opportunity: Opportunity

        public init(opportunity: Opportunity) {
            self.opportunity = opportunity
        }
    }
}
