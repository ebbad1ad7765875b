// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The opportunity cannot be won until somebody with the permission has decided.
public struct RequestConcession: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.requestConcession"
    public static let summary = "Asks for the approval of a concession to a client."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        OpportunityClosed.self,
        OpportunityNotFound.self,
        TooManyConcessions.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let opportunity: OpportunityID
    public let ifVersion: Version
    public let kind: ConcessionKind
    public let description: Text<1, 500>
    /// In the opportunity's currency, not less than zero.
    public let amount: Money?

    public init(
        idempotencyKey: IdempotencyKey, opportunity: OpportunityID, ifVersion: Version, kind: ConcessionKind,
        description: Text<1, 500>, amount: Money? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.opportunity = opportunity
        self.ifVersion = ifVersion
        self.kind = kind
        self.description = description
        self.amount = amount
    }

    public struct Response: Codable, Sendable, Equatable {
        public let concession: ConcessionID
        public let opportunity: Opportunity

        public init(concession: ConcessionID, opportunity: Opportunity) {
            self.concession = concession
            self.opportunity = opportunity
        }
    }
}
