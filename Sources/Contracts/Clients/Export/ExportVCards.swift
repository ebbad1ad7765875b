// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The texts of all pages, one after the other, are one file of vCards (RFC 6350, version 4.0): of one contact, of all
/// of a client, or of all at the clients to whom the caller is assigned today. Contacts who have left are left out,
/// unless they are asked for by themselves.
public struct ExportVCards: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.exportVCards"
    public static let summary = "Writes contacts as vCards for address books."
    public static let access = Access.permission(.readContacts)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self, ContactNotFound.self, SubjectErased.self,
    ]

    public let contact: ContactID?
    /// Not given beside `contact`.
    public let client: ClientID?
    public let cursor: PageCursor?

    public init(contact: ContactID? = nil, client: ClientID? = nil, cursor: PageCursor? = nil) {
        self.contact = contact
        self.client = client
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Lines end with a carriage return and a line feed, as the standard wants it.
        public let text: ContentLines<4_000_000>
        public let contacts: Count
        public let next: PageCursor?

        public init(text: ContentLines<4_000_000>, contacts: Count, next: PageCursor?) {
            self.text = text
            self.contacts = contacts
            self.next = next
        }
    }
}

/// Text of address books and calendars, whose lines end with a carriage return and a line feed.
public struct ContentLines<let maximum: Int>: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isPrintable(text, allowing: [0x0A, 0x0D, 0x09]) else {
            throw ContractViolation("must not contain control characters other than line ends and tabs")
        }
        guard TextRule.scalarCount(text, near: maximum) <= maximum else {
            throw ContractViolation("must have at most \(maximum) characters")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 0...maximum, description: "Lines that end with a carriage return and a line feed.")
    }

    public static var example: Self { Self(unchecked: "BEGIN:VCARD\r\n") }

    private init(unchecked text: String) {
        self.text = text
    }
}
