// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Added to what was decided before, all of which is kept. Decisions may be recorded late: the one that was made last
/// is in force, and of those made at one instant the one that was recorded last.
public struct RecordConsent: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.recordConsent"
    public static let summary = "Records that the use of a contact's data for a purpose was granted or withdrawn."
    public static let access = Access.permission(.writeContacts)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        SubjectErased.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let contact: ContactID
    public let purpose: ConsentPurpose
    public let basis: ConsentBasis
    public let decision: ConsentDecision
    /// Not in the future. Now when left out.
    public let decidedAt: Instant?
    public let evidence: Text<1, 500>

    public init(
        idempotencyKey: IdempotencyKey, contact: ContactID, purpose: ConsentPurpose, basis: ConsentBasis,
        decision: ConsentDecision, decidedAt: Instant? = nil, evidence: Text<1, 500>
    ) {
        self.idempotencyKey = idempotencyKey
        self.contact = contact
        self.purpose = purpose
        self.basis = basis
        self.decision = decision
        self.decidedAt = decidedAt
        self.evidence = evidence
    }

    public struct Response: Codable, Sendable, Equatable {
        public let consent: Consent

        public init(consent: Consent) {
            self.consent = consent
        }
    }
}
