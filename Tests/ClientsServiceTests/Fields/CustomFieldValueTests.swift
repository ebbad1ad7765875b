// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// What records have in custom fields: the same rules for all of them.
@Suite struct CustomFieldValueTests {
    @Test func valuesOfEachKindAreKeptAndShownByName() async throws {
        try await withClients { clients in
            try await clients.define(.client, try NewCustomField.ofEachKind)
            let other = try await clients.create("Other")
            let person = try await clients.contact("Ann", at: [other.id])
            let user = UserID.new(at: Clocks.start)
            let acme = try await clients.client(
                "Acme", .text("note", "Zwei\nZeilen"), .integer("seats", -7), .decimal("rate", "1.250"),
                .money("budget", 12_50), .date("since", "2020-02-29"), .flag("is_key", false),
                .choice("colour", "red"), .choices("regions", "europe", "asia", "europe"),
                .reference("parent", other.id.uuid), .reference("spouse", person.id.uuid),
                .reference("buddy", user.uuid))
            #expect(
                acme.fields == [
                    try .reference("buddy", user.uuid), try .money("budget", 12_50), try .choice("colour", "red"),
                    try .flag("is_key", false), try .text("note", "Zwei\nZeilen"),
                    try .reference("parent", other.id.uuid), try .decimal("rate", "1.25"),
                    try .choices("regions", "asia", "europe"), try .integer("seats", -7),
                    try .date("since", "2020-02-29"), try .reference("spouse", person.id.uuid),
                ])
            #expect(try await clients.call(GetClient(client: acme.id)).client == acme)
            #expect(try await clients.list().items.contains(acme))
            #expect(try await clients.feed().last?.client == acme)
        }
    }

    @Test func eachViolationNamesItsField() async throws {
        try await withClients { clients in
            try await clients.define(
                .client, try NewCustomField.ofEachKind + [.of("code", .text, limits: .text(3, 5))])
            let hidden = try await clients.inOtherOrganisation.create("Hidden")
            await #expect(
                performing: {
                    _ = try await clients.client(
                        "Acme", .text("unknown", "x"), .integer("note", 1), .text("code", "ab"),
                        .text("code", "abc"), .text("note", ""), .choices("regions", "asia", "moon"))
                },
                throws: refuses(
                    ("$.fields[0]", "field unknown is not defined"),
                    ("$.fields[1]", "field note must have a value of kind text and no other"),
                    ("$.fields[2]", "field code must have at least 3 characters"),
                    ("$.fields[3]", "field code must not be named twice"),
                    ("$.fields[4]", "field note must not be named twice"),
                    ("$.fields[5]", "field regions must not be moon, which is no choice or a retired one")))
            await #expect(
                performing: { _ = try await clients.client("Acme", .reference("parent", hidden.id.uuid)) },
                throws: refuses(("$.fields[0]", "field parent must be a client")))
            #expect(try await clients.list().items.isEmpty)
        }
    }

    @Test func aRecordStaysARecord() async throws {
        try await withClients { clients in
            try await clients.define(.client, try (0..<40).map { try .of("note\($0)", .text) })
            let text = String(repeating: "a", count: 2000)
            let values = try (0..<40).map { try CustomFieldValue.text("note\($0)", text) }
            await #expect(
                performing: {
                    _ = try await clients.call(
                        CreateClient(
                            idempotencyKey: .fresh(), kind: .company, name: Text(validating: "Acme"),
                            fields: List(validating: values)))
                }, throws: refuses(("$.fields", "must not make more than 65536 bytes of values")))
        }
    }

    @Test func onlyNamedFieldsChange() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("note", .text), .of("seats", .integer)])
            let acme = try await clients.client("Acme", .text("note", "a"), .integer("seats", 1))
            let changed = try await clients.update(acme, .integer("seats", 2))
            #expect(changed.fields == [try .text("note", "a"), try .integer("seats", 2)])
            #expect(try await clients.update(changed, .integer("seats", 2)) == changed)
            let emptied = try await clients.update(changed, .none("note"), .none("seats"))
            #expect(emptied.fields == nil)
            #expect(emptied.version.rawValue == 3)
            #expect(try await clients.named(.of("seats", isSet: true)) == [])
            // Two spellings of one character are two values.
            let composed = try await clients.update(emptied, .text("note", "caf\u{E9}"))
            #expect(try await clients.update(composed, .text("note", "cafe\u{301}")).version.rawValue == 5)
        }
    }

    @Test func aNewRecordMustHaveWhatIsRequired() async throws {
        try await withClients { clients in
            let before = try await clients.create("Before")
            let required = [try NewCustomField.of("note", .text, isRequired: true)]
            for subject in CustomFieldSubject.allCases { try await clients.define(subject, required) }
            let isMissing = refuses(("$.fields", "field note must have a value"))
            await #expect(performing: { _ = try await clients.create("Acme") }, throws: isMissing)
            await #expect(performing: { _ = try await clients.contact("Ann", at: [before.id]) }, throws: isMissing)
            await #expect(performing: { _ = try await clients.draft(with: before) }, throws: isMissing)
            await #expect(
                performing: { _ = try await clients.opportunity("Deal", with: before.id) }, throws: isMissing)
            // What was there before may stay without.
            let renamed = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: before.id, ifVersion: before.version,
                    name: Text(validating: "After"))
            ).client
            #expect(renamed.fields == nil)
        }
    }

    @Test func contactsAndOpportunitiesHaveThemToo() async throws {
        try await withClients { clients in
            try await clients.define(.contact, [.of("hobby", .text)])
            try await clients.define(.opportunity, [.of("hobby", .flag)])
            let acme = try await clients.create("Acme")
            var command = try UpsertContact.of("Ann", at: [acme.id])
            command = try command.with(.text("hobby", "Chess"))
            let ann = try await clients.call(command).contact
            #expect(ann.fields == [try .text("hobby", "Chess")])
            let renamed = try await clients.call(UpsertContact.of("Anna", at: [acme.id], replacing: ann)).contact
            #expect(renamed.fields == ann.fields)
            #expect(try await clients.call(GetContact(contact: ann.id)).contact == renamed)
            let deal = try await clients.opportunity("Deal", with: acme.id)
            let flagged = try await clients.call(
                UpdateOpportunity(
                    idempotencyKey: .fresh(), opportunity: deal.id, ifVersion: deal.version,
                    fields: List(validating: [.flag("hobby", true)]))
            ).opportunity
            #expect(flagged.fields == [try .flag("hobby", true)])
            #expect(try await clients.feed().suffix(1).map(\.opportunity) == [flagged])
        }
    }

    @Test func rowsOfABulkCallSayThemAsTexts() async throws {
        try await withClients { clients in
            try await clients.define(.client, try NewCustomField.ofEachKind)
            let outcomes = try await clients.upsert(
                .with("1", "One", [.of("seats", "12"), .of("budget", "12.50 EUR"), .of("regions", "europe; asia")]),
                .with("2", "Two", [.of("seats", "many")]), .with("3", "Three", [.of("Seats\n", "1")]),
                .with("4", "Four", [.of("is_key", "yes")]), .with("5", "Five", []))
            #expect(outcomes.map(\.kind) == [.created, .refused, .refused, .refused, .created])
            #expect(outcomes[1].refusal?.path.text == "$.rows[1].fields[0]")
            #expect(outcomes[1].refusal?.rule.text == "field seats must be a whole number")
            #expect(outcomes[2].refusal?.path.text == "$.rows[2].fields[0].name")
            #expect(outcomes[3].refusal?.rule.text == "field is_key must be true or false")
            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(
                one.fields == [
                    try .money("budget", 12_50), try .choices("regions", "asia", "europe"), try .integer("seats", 12),
                ])
            let again = try await clients.upsert(
                .with("1", "One", [.of("seats", "12")]), .with("5", "Five", [.of("seats", "5")]))
            #expect(again.map(\.kind) == [.unchanged, .updated])
            #expect(try await clients.named(.of("seats", least: "5")) == ["One", "Five"])
            let last = try await clients.upsert(
                .with("1", "Uno", nil), .with("5", "Five", [.of("seats", nil)]))
            #expect(last.map(\.kind) == [.updated, .updated])
            #expect(try await clients.named(.of("seats", isSet: true)) == ["Uno"])
        }
    }

    @Test func valuesOfHiddenClientsAreNotFoundOut() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("seats", .integer, isRequired: true), .of("note", .text)])
            _ = try await clients.upsert(.with("1", "One", [.of("seats", "1"), .of("note", "Tea")]))
            let manager = clients.seen(by: .new(at: Clocks.start))
            for fields: [CustomFieldText]? in [
                nil, [.of("seats", nil)], [.of("seats", "1")], [.of("seats", "2")], [.of("note", "Tea")],
            ] {
                let outcomes = try await manager.upsert(.with("1", "One", fields))
                #expect(outcomes.map(\.refusal?.reason) == [.taken])
            }
            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(one.version == .one)
        }
    }

    @Test func rowsOfNewClientsMustHaveWhatIsRequired() async throws {
        try await withClients { clients in
            _ = try await clients.upsert(.of("1", name: "One"))
            try await clients.define(.client, [.of("seats", .integer, isRequired: true)])
            let outcomes = try await clients.upsert(
                .of("1", name: "Uno"), .of("2", name: "Two"), .with("3", "Three", [.of("seats", "1")]))
            #expect(outcomes.map(\.kind) == [.updated, .refused, .created])
            #expect(outcomes[1].refusal?.path.text == "$.rows[1].fields")
            #expect(outcomes[1].refusal?.rule.text == "field seats must have a value")
        }
    }
}

extension UpsertContact {
    fileprivate func with(_ values: CustomFieldValue...) throws -> UpsertContact {
        try UpsertContact(
            idempotencyKey: idempotencyKey, contact: contact, ifVersion: ifVersion, name: name, positions: positions,
            channels: channels, fields: List(validating: values))
    }
}

extension ClientRow {
    fileprivate static func with(_ externalID: String, _ name: String, _ fields: [CustomFieldText]?) throws -> ClientRow
    {
        try ClientRow(
            externalId: Checked(unchecked: externalID), name: Checked(unchecked: name),
            fields: fields.flatMap { $0.isEmpty ? nil : try List(validating: $0) })
    }
}
