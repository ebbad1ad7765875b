// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Who signed, when, and the document that shows it.
public struct Signing: Codable, Sendable, Hashable {
    /// The day of the later signature.
    public let signedOn: CalendarDate
    /// Who signed for the organisation.
    public let ours: Signatory
    /// Who signed for the client.
    public let theirs: Signatory
    public let document: SignedDocument

    public init(signedOn: CalendarDate, ours: Signatory, theirs: Signatory, document: SignedDocument) {
        self.signedOn = signedOn
        self.ours = ours
        self.theirs = theirs
        self.document = document
    }
}

public struct Signatory: Codable, Sendable, Hashable {
    public let name: Text<1, 200>
    /// On which behalf: `Chief Executive`.
    public let role: Text<1, 200>?
    /// Where he is a user of the organisation.
    public let user: UserID?
    /// Where he is a contact at the client.
    public let contact: ContactID?

    public init(name: Text<1, 200>, role: Text<1, 200>? = nil, user: UserID? = nil, contact: ContactID? = nil) {
        self.name = name
        self.role = role
        self.user = user
        self.contact = contact
    }
}

/// Where a signed document lies, and the proof that it is this one.
public struct SignedDocument: Codable, Sendable, Hashable {
    public let address: Text<1, 2000>
    public let sha256: DocumentHash

    public init(address: Text<1, 2000>, sha256: DocumentHash) {
        self.address = address
        self.sha256 = sha256
    }
}

/// A document's SHA-256, written as 64 lower-case hexadecimal digits.
public struct DocumentHash: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 64...64, { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw ContractViolation("must be 64 lower-case hexadecimal digits") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 64...64, pattern: "^[0-9a-f]{64}$", description: "A document's SHA-256, in hexadecimal.")
    }

    public static var example: DocumentHash { DocumentHash(unchecked: String(repeating: "0123456789abcdef", count: 4)) }
    private init(unchecked text: String) { self.text = text }
}
