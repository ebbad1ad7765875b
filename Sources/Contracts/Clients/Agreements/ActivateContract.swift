// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The signed contract counts from its first day on, and the client is a customer from now on: both in one transaction,
/// in which a handover from who sold to who will look after the client is opened as well.
///
/// A customer has one primary manager on each day. The one of the day of the signing stays it until the handover is
/// completed; where there is none, `executive` becomes it from that day on, or else the call is refused. A client who
/// is a customer already needs no handover, and gets one only where `handover` is given.
///
/// Tacit renewals that lie in the past are recorded with the signing. A contract is activated once.
public struct ActivateContract: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.activateContract"
    public static let summary = "Records that a contract was signed, makes the client a customer, opens the handover."
    public static let access = Access.permission(.signContracts)
    public static let errors: [any DomainError.Type] = [
        AlreadyAssigned.self,
        ContactNotFound.self,
        ContractNotFound.self,
        ContractStateRefused.self,
        HandoverMissing.self,
        HandoverUnderWay.self,
        PrimaryMissing.self,
        ShareExceeded.self,
        SubjectErased.self,
        TeamRoleNotPrimary.self,
        TeamRoleUnknown.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let contract: ContractID
    public let ifVersion: Version
    /// Not of a day to come.
    public let signing: Signing
    /// Who is the primary manager, in the organisation's `executiveRole`, on those days from the signing on on which
    /// nobody else is.
    public let executive: UserID?
    /// Must be given when the client is no customer yet.
    public let handover: NewHandover?

    public init(
        idempotencyKey: IdempotencyKey, contract: ContractID, ifVersion: Version, signing: Signing,
        executive: UserID? = nil, handover: NewHandover? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.contract = contract
        self.ifVersion = ifVersion
        self.signing = signing
        self.executive = executive
        self.handover = handover
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contract: Contract
        public let client: Client
        public let handover: Handover?
        /// What became of the client's team; empty when it had a primary manager already.
        public let assignmentChanges: [AssignmentChange]

        public init(
            contract: Contract, client: Client, handover: Handover?, assignmentChanges: [AssignmentChange]
        ) {
            self.contract = contract
            self.client = client
            self.handover = handover
            self.assignmentChanges = assignmentChanges
        }
    }
}
