// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The contract goes on with the day after its present term: the same, larger or smaller, which the change shows as its
/// outcome. Also after the term, as long as nobody recorded the loss. Tacit renewals that have not been recorded yet
/// are recorded first.
///
/// From then on the contract can be amended from the new term's first day on only.
public struct RenewContract: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.renewContract"
    public static let summary = "Renews a contract for another term, if its version is still the one that was read."
    public static let access = Access.permission(.signContracts)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        ContractNotFound.self,
        ContractOpenEnded.self,
        ContractStateRefused.self,
        ReasonNotFound.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let contract: ContractID
    public let ifVersion: Version
    /// How long the new term is. Left out, as long as a tacit renewal. Not with `endsOn`.
    public let months: TermMonths?
    /// The new term's last day.
    public let endsOn: CalendarDate?
    /// All lines of the new term. Left out, they stay with prices raised by the terms' escalator.
    public let lines: List<1, 100, ContractLine>?
    /// True to leave out the escalator. Not with `lines`.
    public let keepsPrices: Bool?
    /// As agreed for the new term; what is left out stays.
    public let noticeDays: NoticeDays?
    public let renewalMonths: TermMonths?
    public let escalator: EscalatorPercent?
    /// Why less is bought, from the tree `contraction`.
    public let reason: ReasonCode?
    public let note: LongText<10_000>?
    /// Of the renewal; the contract's when left out.
    public let signing: Signing?

    public init(
        idempotencyKey: IdempotencyKey, contract: ContractID, ifVersion: Version, months: TermMonths? = nil,
        endsOn: CalendarDate? = nil, lines: List<1, 100, ContractLine>? = nil, keepsPrices: Bool? = nil,
        noticeDays: NoticeDays? = nil, renewalMonths: TermMonths? = nil, escalator: EscalatorPercent? = nil,
        reason: ReasonCode? = nil, note: LongText<10_000>? = nil, signing: Signing? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.contract = contract
        self.ifVersion = ifVersion
        self.months = months
        self.endsOn = endsOn
        self.lines = lines
        self.keepsPrices = keepsPrices
        self.noticeDays = noticeDays
        self.renewalMonths = renewalMonths
        self.escalator = escalator
        self.reason = reason
        self.note = note
        self.signing = signing
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contract: Contract
        public let outcome: ContractChange.Outcome

        public init(contract: Contract, outcome: ContractChange.Outcome) {
            self.contract = contract
            self.outcome = outcome
        }
    }
}
