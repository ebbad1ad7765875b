// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The risk becomes what the call says, in whole. Without `risk` one is flagged. With it, `ifVersion` must be given,
/// and when it is not the risk's version any more nothing changes; its client stays.
public struct FlagRisk: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.flagRisk"
    public static let summary =
        "Flags that a client may leave, with evidence and a plan to keep it, or replaces what was flagged."
    public static let access = Access.permission(.writeConcerns)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ConcernNotFound.self,
        ContractNotFound.self,
        RiskClosed.self,
        RiskNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new risk.
    public let risk: RiskID?
    /// Given exactly when `risk` is.
    public let ifVersion: Version?
    public let client: ClientID
    /// One of the client's.
    public let contract: ContractID?
    public let level: RiskLevel
    public let category: RiskCategory
    public let summary: Text<1, 200>
    public let evidence: List<1, 20, RiskEvidence>
    /// Not negative.
    public let amount: Money?
    public let savePlan: SavePlan

    public init(
        idempotencyKey: IdempotencyKey, risk: RiskID? = nil, ifVersion: Version? = nil, client: ClientID,
        contract: ContractID? = nil, level: RiskLevel, category: RiskCategory, summary: Text<1, 200>,
        evidence: List<1, 20, RiskEvidence>, amount: Money? = nil, savePlan: SavePlan
    ) {
        self.idempotencyKey = idempotencyKey
        self.risk = risk
        self.ifVersion = ifVersion
        self.client = client
        self.contract = contract
        self.level = level
        self.category = category
        self.summary = summary
        self.evidence = evidence
        self.amount = amount
        self.savePlan = savePlan
    }

    public struct Response: Codable, Sendable, Equatable {
        public let risk: Risk

        public init(risk: Risk) {
            self.risk = risk
        }
    }
}
