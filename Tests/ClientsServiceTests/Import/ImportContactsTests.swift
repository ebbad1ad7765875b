// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ImportContactsTests {
    @Test func peopleComeWithTheirClientsAndChannels() async throws {
        try await withClients { clients in
            let clients = clients.importing
            _ = try await clients.importFile(.of(.clients, "externalId", "name"), ["1", "One"], ["2", "Two"])
            let response = try await clients.importFile(
                .of(
                    .contacts, "Contact ID", "Account ID", "First Name", "Last Name", "Title", "Email", "Phone",
                    "Mobile", preset: .salesforce),
                ["c1", "1", "Ada", "Byron", "Buyer", "Ada@One.example", "+44 20 7946 0958", "+44 7700 900123"],
                ["c2", "2", "", "Müller"], ["c3", "9", "", "Nobody"], ["c4", "1"], ["c5", "", "", "Lost"],
                ["c6", "1", "", "Six", "", "no address"])
            #expect(response.progress.counts == [2, 0, 0, 4])
            #expect(
                response.rejects.map(\.label) == [
                    "clientUnknown Account ID", "nameMissing Last Name", "clientMissing Account ID",
                    "invalidValue Email",
                ])
            let contacts = try await clients.contacts().items
            #expect(contacts.map(\.name.text) == ["Ada Byron", "Müller"])
            #expect(contacts[0].positions.map(\.role.text) == ["Buyer"])
            #expect(contacts[0].channels.map(\.use) == [.work, .work, .mobile])
            #expect(contacts[0].channels[0].normalised.text == "ada@one.example")
            #expect(contacts[1].positions.map(\.role.text) == ["Contact"])
            #expect(try await clients.contacts(text: "ada").items.count == 1)
        }
    }

    @Test func aSecondImportChangesWhatItSaysAndNothingElse() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let two = try await clients.upsert(.of("1", name: "One"), .of("2", name: "Two"))
            let start = try StartImport.of(
                .contacts, "externalId", "clientExternalId", "name", "role", "email", "phone", "language")
            let first = ["c1", "1", "Ada Byron", "Buyer", "ada@one.example", "+44 20 7946 0958", "en"]
            _ = try await clients.importFile(start, first)
            let ada = try #require(try await clients.contacts().items.first)
            _ = try await clients.call(
                UpsertContact(
                    idempotencyKey: .fresh(), contact: ada.id, ifVersion: ada.version, name: ada.name,
                    positions: List(
                        validating: ada.positions + [
                            ContactPosition(client: #require(two[1].client), role: Text(validating: "Adviser"))
                        ]),
                    channels: List(validating: [.email("ada@one.example"), .phone("+1 2025550123")])))
            func again() throws -> StartImport {
                try .of(.contacts, "externalId", "clientExternalId", "email", "role")
            }
            let changed = try await clients.importFile(again(), ["c1", "1;2", "byron@one.example", "Head"])
            #expect(changed.progress.counts == [0, 1, 0, 0])
            let after = try await clients.call(GetContact(contact: ada.id)).contact
            #expect(after.version.rawValue == 3)
            #expect(after.positions.map(\.role.text) == ["Head", "Head"])
            #expect(after.channels.map(\.value.text) == ["byron@one.example", "+1 2025550123"])
            let repeated = try await clients.importFile(again(), ["c1", "1;2", "byron@one.example", "Head"])
            #expect(repeated.progress.counts == [0, 0, 1, 0])
            #expect(try await clients.call(GetContact(contact: ada.id)).contact == after)
        }
    }

    @Test func rowsOfOnePersonFollowEachOther() async throws {
        try await withClients { clients in
            let clients = clients.importing
            _ = try await clients.upsert(.of("1", name: "One"), .of("2", name: "Two"))
            func start() throws -> StartImport {
                try .of(.contacts, "externalId", "clientExternalId", "name", "role", "timeZone")
            }
            let rows = [
                ["c1", "1", "Ada", "Buyer", "Europe/London"], ["c1", "2", "Ada", "Adviser"],
                ["c1", "2", "Ada", "Seller", "Mars/Base"],
            ]
            let response = try await clients.send(clients.startImport(start()), rows)
            #expect(response.progress.counts == [1, 1, 0, 1])
            #expect(response.rejects.map(\.label) == ["invalidValue timeZone"])
            let ada = try #require(try await clients.contacts().items.first)
            #expect(ada.positions.map(\.role.text) == ["Buyer", "Adviser"])
            #expect(ada.timeZone?.text == "Europe/London" && ada.version.rawValue == 1)
            let rest = try await clients.send(clients.startImport(start()), Array(rows.prefix(2)))
            #expect(rest.progress.counts == [0, 0, 2, 0])
        }
    }

    @Test func hiddenPeopleAndClientsAreAbsent() async throws {
        try await withClients { clients in
            let importer = clients.importing
            _ = try await importer.upsert(.of("1", name: "Hidden"))
            func start() throws -> StartImport { try .of(.contacts, "externalId", "clientExternalId", "name") }
            _ = try await importer.importFile(start(), ["c1", "1", "Ada"])
            let manager = clients.seen(by: .new(at: Clocks.start), with: [.importRecords])
            _ = try await manager.upsert(.of("2", name: "Mine"))
            let response = try await manager.importFile(
                start(), ["c1", "2", "Ada"], ["c2", "1", "Bob"], ["c3", "2", "Cy"])
            #expect(response.rejects.map(\.label) == ["taken externalId", "clientUnknown clientExternalId"])
            #expect(try await manager.contacts().items.map(\.name.text) == ["Cy"])
            let hidden = try #require(try await importer.contacts().items.first { $0.name.text == "Ada" })
            let own = try await manager.importFile(
                .of(.contacts, "id", "clientExternalId", "name"), [hidden.id.text, "2", "Ada"])
            #expect(own.progress.counts == [0, 0, 0, 1])
            #expect(own.rejects.map(\.label) == ["taken -"])
            let other = importer.inOtherOrganisation
            _ = try await other.upsert(.of("1", name: "Theirs"))
            #expect(try await other.importFile(start(), ["c1", "1", "Ada"]).progress.counts == [1, 0, 0, 0])
            #expect(try await importer.contacts().items.count == 2)
        }
    }
}
