// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// For what personal data is used, in the organisation's own words: `newsletter`, `reference-calls`.
public struct ConsentPurpose: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard
            TextRule.isToken(
                text, length: 1...64,
                {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
                })
        else { throw ContractViolation("must be 1 to 64 small letters, digits, hyphens, dots and underscores") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...64, pattern: "^[a-z0-9._-]+$", description: "For what personal data is used.")
    }

    public static var example: Self { Self(unchecked: "newsletter") }
    private init(unchecked text: String) { self.text = text }
}

/// Why the use of personal data is lawful (GDPR, article 6).
public enum ConsentBasis: String, TextEnumeration {
    case consent
    case contract
    case legalObligation = "legal_obligation"
    case legitimateInterest = "legitimate_interest"
    case publicTask = "public_task"
    case vitalInterest = "vital_interest"
}

public enum ConsentDecision: String, TextEnumeration {
    case granted
    /// Or objected to.
    case withdrawn
}

/// What was decided about one use of a contact's data. Never changed: a later decision is another record.
public struct Consent: Codable, Sendable, Equatable {
    public let id: ConsentID
    public let contact: ContactID
    /// In the order in which the contact's decisions were recorded, from 1.
    public let number: Count
    public let purpose: ConsentPurpose
    public let basis: ConsentBasis
    public let decision: ConsentDecision
    /// When it was decided.
    public let decidedAt: Instant
    /// How it can be shown: the form's address, the call's recording, the letter's number.
    public let evidence: Text<1, 500>
    public let recordedAt: Instant

    public init(
        id: ConsentID, contact: ContactID, number: Count, purpose: ConsentPurpose, basis: ConsentBasis,
        decision: ConsentDecision, decidedAt: Instant, evidence: Text<1, 500>, recordedAt: Instant
    ) {
        self.id = id
        self.contact = contact
        self.number = number
        self.purpose = purpose
        self.basis = basis
        self.decision = decision
        self.decidedAt = decidedAt
        self.evidence = evidence
        self.recordedAt = recordedAt
    }
}
