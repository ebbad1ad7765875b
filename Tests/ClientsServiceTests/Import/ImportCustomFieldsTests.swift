// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ImportCustomFieldsTests {
    private func withFields(
        of subject: CustomFieldSubject, _ fields: [NewCustomField], _ body: (ClientsUnderTest) async throws -> Void
    ) async throws {
        try await withClients { clients in
            try await clients.define(subject, fields)
            try await body(clients.as(.user(with: Permission.importing + [.configureClients])))
        }
    }

    @Test func aColumnIsMappedToACustomFieldOrNamedAfterIt() async throws {
        try await withFields(of: .client, NewCustomField.ofEachKind) { clients in
            let parent = try #require(try await clients.upsert(.of("0", name: "Parent"))[0].client)
            let response = try await clients.importFile(
                .of(
                    .clients, "Account ID", "Account Name", "Seats__c", "field:note", "field:budget", "field:since",
                    "field:is_key", "field:regions", "field:parent", "field:rate", "Colour",
                    preset: .salesforce,
                    mappings: [.custom("seats", "Seats__c"), .custom("colour", value: "red")]),
                [
                    "1", "One", "12", " Likes tea ", "12.50 EUR", "2026-03-31", "true", "europe; asia",
                    parent.text, "-1.5",
                ],
                ["2", "Two"], ["3", "Three", "many"], ["4", "Four", "", "", "12,50"])
            #expect(response.progress.counts == [2, 0, 0, 2])
            #expect(response.rejects.map(\.label) == ["invalidValue Seats__c", "invalidValue field:budget"])
            #expect(response.rejects.map(\.rule.text)[0] == "field seats must be a whole number")
            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(
                one.fields
                    == (try [
                        .money("budget", 12_50), .choice("colour", "red"), .flag("is_key", true),
                        .text("note", "Likes tea"), .reference("parent", parent.uuid), .decimal("rate", "-1.5"),
                        .choices("regions", "asia", "europe"), .integer("seats", 12), .date("since", "2026-03-31"),
                    ]))
            #expect(
                try await clients.call(GetClient(externalId: .shop("2"))).client.fields == [.choice("colour", "red")])
            #expect(try await clients.named(.of("seats", least: "12")) == ["One"])
        }
    }

    @Test func whatARowDoesNotSayStays() async throws {
        try await withFields(of: .client, [.of("seats", .integer), .of("note", .text)]) { clients in
            let start = try StartImport.of(.clients, "externalId", "name", "field:seats", "field:note")
            let rows = [["1", "One", "3", "Tea"], ["1", "One", "4"]]
            let first = try await clients.send(clients.startImport(start), rows, isLast: true)
            #expect(first.progress.counts == [1, 1, 0, 0])
            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(one.fields == (try [.text("note", "Tea"), .integer("seats", 4)]))
            let again = try await clients.importFile(.of(.clients, "externalId", "field:note"), ["1", "Tea"])
            #expect(again.progress.counts == [0, 0, 1, 0])
            let changed = try await clients.importFile(.of(.clients, "externalId", "field:note"), ["1", "Coffee"])
            #expect(changed.progress.counts == [0, 1, 0, 0])
            let after = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(after.fields == (try [.text("note", "Coffee"), .integer("seats", 4)]))
            // A dry run judges the same and writes nothing.
            let dry = try await clients.importFile(
                .of(.clients, "externalId", "field:seats", isDryRun: true), ["1", "5"], ["1", "x"])
            #expect(dry.progress.counts == [0, 1, 0, 1])
            #expect(try await clients.call(GetClient(client: after.id)).client == after)
        }
    }

    @Test func requiredFieldsAreAskedOfNewRecords() async throws {
        try await withFields(of: .client, [.of("seats", .integer, isRequired: true)]) { clients in
            try await clients.define(.contact, [.of("nickname", .text, isRequired: true)])
            let file = try await clients.importFile(
                .of(.clients, "externalId", "name", "field:seats"), ["1", "One", "3"], ["2", "Two"], ["1", "Uno"])
            #expect(file.progress.counts == [1, 1, 0, 1])
            #expect(file.rejects.map(\.rule.text) == ["field seats must have a value"])
            let people = try await clients.importFile(
                .of(.contacts, "externalId", "clientExternalId", "name", "field:nickname"), ["c1", "1", "Ada", "A"],
                ["c2", "1", "Bob"], ["c1", "1", "Ada B"])
            #expect(people.progress.counts == [1, 1, 0, 1])
            #expect(people.rejects.map(\.label) == ["invalidValue -"])
            #expect(people.rejects.map(\.rule.text) == ["field nickname must have a value"])
        }
    }

    @Test func contactsHaveThemToo() async throws {
        let fields: [NewCustomField] = try [
            .of("nickname", .text, limits: .text(2, 5)), .of("spouse", .reference, target: .contact),
        ]
        try await withFields(of: .contact, fields) { clients in
            _ = try await clients.upsert(.of("1", name: "One"))
            func start() throws -> StartImport {
                try .of(.contacts, "externalId", "clientExternalId", "name", "field:nickname", "field:spouse")
            }
            let unknown = ContactID.new(at: Clocks.start).text
            let first = try await clients.importFile(
                start(), ["c1", "1", "Ada", "Addy"], ["c2", "1", "Bob", "Robert"], ["c3", "1", "Cleo", "", unknown])
            #expect(first.progress.counts == [1, 0, 0, 2])
            #expect(first.rejects.map(\.label) == ["invalidValue field:nickname", "invalidValue field:spouse"])
            #expect(first.rejects.map(\.rule.text)[1] == "field spouse must be a contact")
            let ada = try #require(try await clients.contacts().items.first)
            #expect(ada.fields == [try .text("nickname", "Addy")])
            let found = try await clients.call(
                ListContacts(filter: ContactFilter(fields: List(validating: [.of("nickname", equals: "addy")]))))
            #expect(found.items.map(\.id) == [ada.id])
            let again = try await clients.importFile(start(), ["c1", "1", "Ada", "Addy"])
            #expect(again.progress.counts == [0, 0, 1, 0])
            let changed = try await clients.importFile(
                start(), ["c1", "1", "", "Ad"], ["c1", "1", "", "", ada.id.text])
            #expect(changed.progress.counts == [0, 2, 0, 0])
            let after = try await clients.call(GetContact(contact: ada.id)).contact
            #expect(after.fields == (try [.text("nickname", "Ad"), .reference("spouse", ada.id.uuid)]))
            #expect(after.version.rawValue == 2)
        }
    }

    @Test func aRetiredFieldTakesNoOtherValue() async throws {
        try await withFields(of: .client, [.of("note", .text)]) { clients in
            func start() throws -> StartImport { try .of(.clients, "externalId", "name", "field:note") }
            _ = try await clients.importFile(start(), ["1", "One", "Tea"])
            try await clients.define(.client, [])
            let again = try await clients.importFile(start(), ["1", "One", "Tea"], ["2", "Two", "Tea"])
            #expect(again.progress.counts == [0, 0, 1, 1])
            #expect(again.rejects.map(\.rule.text) == ["field note must not be changed: it is retired"])
        }
    }

    @Test func mappingsNameFieldsThatThereAre() async throws {
        try await withFields(of: .client, [.of("note", .text)]) { clients in
            let name = try CustomFieldName(validating: "note")
            let start = try StartImport.of(
                .clients, "externalId", "Note",
                mappings: [
                    .custom("seats", "Note"), .custom("note", "Nothing"), ImportMapping(customField: name),
                    ImportMapping(field: .tier, customField: name, column: Text(validating: "Note")),
                    ImportMapping(column: Text(validating: "Note")),
                ])
            await #expect(
                performing: { _ = try await clients.call(start) },
                throws: refusesParams(
                    at: "$.mappings[0].customField", "$.mappings[1].column", "$.mappings[2]", "$.mappings[3]",
                    "$.mappings[4]"))
            // Fields of another organisation, or of other records, are none; a column named so is not used.
            let other = clients.inOtherOrganisation
            await #expect(
                performing: {
                    _ = try await other.call(
                        StartImport.of(.clients, "externalId", "Note", mappings: [.custom("note", "Note")]))
                }, throws: refusesParams(at: "$.mappings[0].customField"))
            let run = try await other.startImport(.of(.clients, "externalId", "field:note"))
            #expect(run.ignoredColumns.map(\.text) == ["field:note"])
        }
    }
}
