// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Within its present term the contract is another from `effectiveOn` on; what counted before is kept, and
/// `clients.getContract` answers it for each day. Upsell and reduction show in the change as its recurring value before
/// and after. Tacit renewals that have not been recorded yet are recorded first.
public struct AmendContract: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.amendContract"
    public static let summary =
        "Changes a signed contract from a day on, if its version is still the one that was read."
    public static let access = Access.permission(.signContracts)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        ContractDayRefused.self,
        ContractNotFound.self,
        ContractStateRefused.self,
        ReasonNotFound.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let contract: ContractID
    public let ifVersion: Version
    /// In the present term, and not before what was agreed last begins to count.
    public let effectiveOn: CalendarDate
    /// All lines from the day on; they stay when left out. One of `lines` and `terms` must be given.
    public let lines: List<1, 100, ContractLine>?
    /// All terms; they stay when left out. The first day must be the contract's.
    public let terms: ContractTerms?
    /// Why less is bought, from the tree `contraction`.
    public let reason: ReasonCode?
    public let note: LongText<10_000>?
    /// Of the amendment; the contract's when left out.
    public let signing: Signing?

    public init(
        idempotencyKey: IdempotencyKey, contract: ContractID, ifVersion: Version, effectiveOn: CalendarDate,
        lines: List<1, 100, ContractLine>? = nil, terms: ContractTerms? = nil, reason: ReasonCode? = nil,
        note: LongText<10_000>? = nil, signing: Signing? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.contract = contract
        self.ifVersion = ifVersion
        self.effectiveOn = effectiveOn
        self.lines = lines
        self.terms = terms
        self.reason = reason
        self.note = note
        self.signing = signing
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contract: Contract

        public init(contract: Contract) {
            self.contract = contract
        }
    }
}
