// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetContact: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getContact"
    public static let summary = "Answers a contact by its id."
    public static let access = Access.permission(.readContacts)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        SubjectErased.self,
    ]

    public let contact: ContactID

    public init(contact: ContactID) {
        self.contact = contact
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contact: Contact

        public init(contact: Contact) {
            self.contact = contact
        }
    }
}
