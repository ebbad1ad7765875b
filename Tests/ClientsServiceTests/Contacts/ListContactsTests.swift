// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListContactsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let ada = try await clients.contact(
                "Ada Lovelace", at: [acme, bar],
                channels: [.email("A.Lovelace@Example.org"), .phone("+44 20 7946 0958")])
            let jurgen = try await clients.contact("Jürgen Löwe", at: [bar])
            let somchai = try await clients.contact("สมชาย ใจดี", at: [bar])

            #expect(try await clients.contacts().items == [ada, jurgen, somchai])
            #expect(try await clients.contacts(of: acme).items == [ada])
            #expect(try await clients.contacts(of: bar).items == [ada, jurgen, somchai])
            #expect(try await clients.contacts(text: "lÖw").items == [jurgen])
            #expect(try await clients.contacts(of: bar, text: "ada lov").items == [ada])
            #expect(try await clients.contacts(of: acme, text: "jürgen").items.isEmpty)
            #expect(try await clients.contacts(text: "a.lovelace@example").items == [ada])
            #expect(try await clients.contacts(text: "+442079460958").items == [ada])
            #expect(try await clients.contacts(text: "7946 0958").items == [ada])
            #expect(try await clients.contacts(text: "ovelace").items.isEmpty)
            #expect(try await clients.contacts(text: "'&!:*").items.isEmpty)
        }
    }

    @Test func anotherOrganisationsContactsAreAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            try await clients.contact("Ada", at: [acme])
            let other = clients.inOtherOrganisation
            #expect(try await other.contacts().items.isEmpty)
            #expect(try await other.contacts(of: acme).items.isEmpty)
            #expect(try await other.contacts(text: "Ada").items.isEmpty)
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileContactsAreCreatedAndChanged() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            var before: [ContactID] = []
            for number in 1...11 { before.append(try await clients.contact("Contact \(number)", at: [acme]).id) }
            var seen: [ContactID] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.contacts(of: acme, limit: 3, cursor: cursor)
                seen += page.items.map(\.id)
                cursor = page.next
                let last = try await clients.call(GetContact(contact: before[10])).contact
                _ = try await clients.call(
                    UpsertContact.of(last.name.text + "+", at: [acme], replacing: last))
                try await clients.contact("New", at: [acme])
            } while cursor != nil && seen.count < 50
            #expect(Array(seen.prefix(11)) == before)
            #expect(Set(seen).count == seen.count)
        }
    }

    @Test func aCursorIsRefusedWithAnotherFilter() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            for name in ["Ada", "Bob"] { try await clients.contact(name, at: [acme]) }
            let cursor = try await clients.contacts(of: acme, limit: 1).next
            #expect(cursor != nil)
            await #expect(
                performing: { _ = try await clients.contacts(text: "Ada", cursor: cursor) },
                throws: refusesParams(at: "$.cursor"))
        }
    }

    @Test func onlyReadersOfContactsList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.contacts() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
