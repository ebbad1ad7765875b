// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The concern begins with version 1, in the state `received`, and its due times with `receivedAt`.
public struct OpenConcern: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.openConcern"
    public static let summary = "Opens a concern of a client."
    public static let access = Access.permission(.writeConcerns)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        ContractNotFound.self,
        OpportunityNotFound.self,
        SeverityUnknown.self,
        SubjectErased.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    /// Of the client. Not beside `contract`.
    public let opportunity: OpportunityID?
    /// Of the client.
    public let contract: ContractID?
    /// Who has it: a contact at the client.
    public let contact: ContactID?
    public let kind: ConcernKind
    public let severity: SeverityCode
    /// False when left out.
    public let isBlocking: Bool?
    public let subject: Text<1, 200>
    public let detail: LongText<20000>?
    /// Now when left out, and not later.
    public let receivedAt: Instant?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, opportunity: OpportunityID? = nil,
        contract: ContractID? = nil, contact: ContactID? = nil, kind: ConcernKind, severity: SeverityCode,
        isBlocking: Bool? = nil, subject: Text<1, 200>, detail: LongText<20000>? = nil, receivedAt: Instant? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.opportunity = opportunity
        self.contract = contract
        self.contact = contact
        self.kind = kind
        self.severity = severity
        self.isBlocking = isBlocking
        self.subject = subject
        self.detail = detail
        self.receivedAt = receivedAt
    }

    public struct Response: Codable, Sendable, Equatable {
        public let concern: Concern

        public init(concern: Concern) {
            self.concern = concern
        }
    }
}
