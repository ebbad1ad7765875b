// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CustomFieldConditionTests {
    @Test func recordsAreFoundByEachKindOfValue() async throws {
        try await withClients { clients in
            try await clients.define(.client, try NewCustomField.ofEachKind)
            let one = try await clients.client(
                "One", .text("note", "Über alles"), .integer("seats", -5), .decimal("rate", "-0.5"),
                .money("budget", -100), .date("since", "2020-01-01"), .flag("is_key", true),
                .choice("colour", "red"), .choices("regions", "asia", "europe"))
            _ = try await clients.client(
                "Two", .text("note", "uber nichts"), .integer("seats", 5), .decimal("rate", "10"),
                .money("budget", 200), .date("since", "2021-01-01"), .flag("is_key", false),
                .choice("colour", "green"), .choices("regions", "asia"), .reference("parent", one.id.uuid))
            _ = try await clients.create("Three")
            let expected: [(CustomFieldCondition, [String])] = [
                (try .of("note", equals: "UBER ALLES"), ["One"]), (try .of("note", begins: "uber"), ["One", "Two"]),
                (try .of("note", equals: "uber"), []), (try .of("seats", equals: "-5"), ["One"]),
                (try .of("seats", least: "-5"), ["One", "Two"]), (try .of("seats", greatest: "-1"), ["One"]),
                (try .of("seats", least: "-4", greatest: "5"), ["Two"]),
                (try .of("rate", equals: "10.00"), ["Two"]), (try .of("rate", greatest: "9.99"), ["One"]),
                (try .of("budget", equals: "2.00 EUR"), ["Two"]),
                (try .of("budget", least: "-1.00 EUR"), ["One", "Two"]),
                (try .of("budget", least: "0.00 USD"), []), (try .of("budget", greatest: "1.99 EUR"), ["One"]),
                (try .of("since", least: "2020-01-02"), ["Two"]), (try .of("is_key", equals: "false"), ["Two"]),
                (try .of("colour", equals: "red"), ["One"]), (try .of("regions", equals: "europe"), ["One"]),
                (try .of("regions", equals: "asia"), ["One", "Two"]),
                (try .of("parent", equals: one.id.text), ["Two"]), (try .of("note", isSet: true), ["One", "Two"]),
                (try .of("parent", isSet: false), ["One", "Three"]),
            ]
            for (condition, names) in expected {
                #expect(try await clients.named(condition) == names, "\(condition)")
            }
            #expect(try await clients.named(.of("note", begins: "uber"), .of("seats", least: "0")) == ["Two"])
            let filter = ClientFilter(
                lifecycle: .prospect, fields: try List(validating: [.of("regions", equals: "asia")]))
            let first = try await clients.list(filter, limit: 1, withCount: true)
            #expect(first.count?.rawValue == 2)
            let second = try await clients.list(limit: 1, cursor: first.next)
            #expect(second.items.map(\.label) == ["Two"])
        }
    }

    @Test func theOtherRecordsAreFoundByThemToo() async throws {
        try await withClients { clients in
            let field = try NewCustomField.of("code", .text)
            for subject in [CustomFieldSubject.contact, .contract, .opportunity] {
                try await clients.define(subject, [field])
            }
            let values = try List<1, 100, CustomFieldValue>(validating: [.text("code", "A-1")])
            let wanted = try List<1, 4, CustomFieldCondition>(validating: [.of("code", equals: "a-1")])
            let acme = try await clients.create("Acme")
            _ = try await clients.contact("Other", at: [acme.id])
            let ann = try await clients.call(
                UpsertContact(
                    idempotencyKey: .fresh(), name: Text(validating: "Ann"),
                    positions: List(validating: [ContactPosition(client: acme.id, role: Text(validating: "Boss"))]),
                    fields: values)
            ).contact
            for client in [nil, acme.id] {
                let found = try await clients.call(ListContacts(filter: ContactFilter(client: client, fields: wanted)))
                #expect(found.items == [ann])
            }
            _ = try await clients.opportunity("Other", with: acme.id)
            let deal = try await clients.call(
                CreateOpportunity(
                    idempotencyKey: .fresh(), client: acme.id, kind: .new, name: Text(validating: "Deal"),
                    amount: .eur(100), fields: values)
            ).opportunity
            #expect(
                try await clients.call(ListOpportunities(filter: OpportunityFilter(fields: wanted))).items == [deal])
            _ = try await clients.draft(with: acme)
            let contract = try await clients.call(
                CreateContract(
                    idempotencyKey: .fresh(), client: acme.id, currency: .example, terms: .yearly,
                    lines: List(validating: [.of("Support", 100)]), fields: values)
            ).contract
            #expect(
                try await clients.call(ListContracts(filter: ContractFilter(fields: wanted))).items == [contract])
        }
    }

    @Test func hiddenClientsAndOtherOrganisationsAreNotFound() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("code", .text)])
            try await clients.inOtherOrganisation.define(.client, [.of("code", .text)])
            let mine = try await clients.client("Mine", .text("code", "same"))
            _ = try await clients.client("Hidden", .text("code", "same"))
            _ = try await clients.inOtherOrganisation.client("Foreign", .text("code", "same"))
            let user = UserID.new(at: Clocks.start)
            try await clients.grant(mine, to: AccessHolder(user: user))
            let viewer = clients.seen(by: user)
            let page = try await viewer.list(
                ClientFilter(fields: try List(validating: [.of("code", equals: "same")])), withCount: true)
            #expect(page.items.map(\.label) == ["Mine"])
            #expect(page.count?.rawValue == 1)
            #expect(try await clients.named(.of("code", equals: "same")) == ["Mine", "Hidden"])
        }
    }

    @Test func whatAFieldCannotBeAskedIsRefused() async throws {
        try await withClients { clients in
            try await clients.define(.client, try NewCustomField.ofEachKind)
            let cases: [(CustomFieldCondition, String)] = [
                (try .of("unknown", isSet: true), "field unknown is not defined"),
                (try .of("note"), "field note must have one of isSet, equals, begins and a range"),
                (
                    try .of("note", isSet: true, equals: "x"),
                    "field note must have one of isSet, equals, begins and a range"
                ),
                (try .of("seats", begins: "1"), "field seats must be of kind text to be asked how it begins"),
                (try .of("seats", equals: "one"), "field seats must be a whole number"),
                (
                    try .of("note", least: "a"),
                    "field note must be of kind integer, decimal, date or money to be asked for a range"
                ),
                (try .of("budget", least: "1"), "field budget must be an amount and a currency, such as 12.50 EUR"),
                (
                    try .of("budget", least: "1.00 EUR", greatest: "2.00 USD"),
                    "field budget must be asked for a range in one currency"
                ),
            ]
            for (condition, rule) in cases {
                await #expect(
                    performing: { _ = try await clients.named(condition) },
                    throws: refuses(("$.filter.fields[0]", rule)))
            }
        }
    }
}
