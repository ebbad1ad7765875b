// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetContactTests {
    @Test func anUnknownContactOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let contact = try await clients.contact("Ada", at: [acme])
            #expect(try await clients.call(GetContact(contact: contact.id)).contact == contact)
            await #expect(throws: ContactNotFound()) {
                try await clients.inOtherOrganisation.call(GetContact(contact: contact.id))
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(GetContact(contact: .new(at: Clocks.start)))
            }
        }
    }

    @Test func onlyReadersOfContactsGet() async throws {
        try await withClients { clients in
            let contact = try await clients.contact("Ada", at: [clients.create("Acme").id])
            let other = clients.as(.user(with: [.readClients, .writeContacts]))
            await #expect(
                performing: { _ = try await other.call(GetContact(contact: contact.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
