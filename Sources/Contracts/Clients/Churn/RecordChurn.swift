// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The contract ends, or all signed contracts of the client do; when none is left, the client is a former one: at once,
/// or on the day, if that is to come. A handover that is under way is cancelled then.
///
/// A contract of the client that is over earlier ends on the day after its term, and one that has not begun never
/// does. Of one contract the day is in its present term, or the day after.
public struct RecordChurn: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.recordChurn"
    public static let summary = "Records that a client or a contract was lost, why, and when to try to win it back."
    public static let access = Access.permission(.signContracts)
    public static let errors: [any DomainError.Type] = [
        ChurnAmountMissing.self,
        ClientNotCustomer.self,
        ClientNotFound.self,
        ContractDayRefused.self,
        ContractNotFound.self,
        ContractStateRefused.self,
        ReasonNotFound.self,
        TooManyContracts.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    /// The client's.
    public let ifVersion: Version
    /// Left out, the whole client was lost.
    public let contract: ContractID?
    /// The first day without the client, or without the contract.
    public let lostOn: CalendarDate
    /// The recurring value of a year that was lost, each currency once. Left out, the contracts tell it.
    public let amounts: List<1, 10, Money>?
    /// From the tree `churn`.
    public let reason: ReasonCode
    /// Whether it could have been prevented.
    public let isPreventable: Bool
    /// To whom the client went.
    public let competitor: Text<1, 200>?
    /// When to try to win the client back; not before `lostOn`.
    public let winBackOn: CalendarDate?
    public let note: LongText<10_000>?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, ifVersion: Version, contract: ContractID? = nil,
        lostOn: CalendarDate, amounts: List<1, 10, Money>? = nil, reason: ReasonCode, isPreventable: Bool,
        competitor: Text<1, 200>? = nil, winBackOn: CalendarDate? = nil, note: LongText<10_000>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.ifVersion = ifVersion
        self.contract = contract
        self.lostOn = lostOn
        self.amounts = amounts
        self.reason = reason
        self.isPreventable = isPreventable
        self.competitor = competitor
        self.winBackOn = winBackOn
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let churn: Churn
        /// As it is after the call.
        public let client: Client

        public init(churn: Churn, client: Client) {
            self.churn = churn
            self.client = client
        }
    }
}
