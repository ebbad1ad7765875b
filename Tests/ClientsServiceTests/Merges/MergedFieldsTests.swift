// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

/// Custom fields of clients that are merged.
@Suite struct MergedFieldsTests {
    @Test func emptyFieldsAreFilledAndOthersTold() async throws {
        try await withClients { clients in
            try await clients.define(.client, [.of("note", .text), .of("seats", .integer), .of("is_key", .flag)])
            let from = try await clients.client(
                "First", .text("note", "Old"), .integer("seats", 7), .flag("is_key", true))
            let into = try await clients.client("Second", .text("note", "New"), .flag("is_key", true))
            let planned = try await clients.merge(from, into: into, dryRun: true)
            #expect(planned.merge.conflicts.map(\.field?.text) == ["name", "fields.note"])
            #expect(try await clients.call(GetClient(client: into.id)).client == into)
            #expect(try await clients.named(.of("seats", equals: "7")) == ["First"])

            let done = try await clients.merge(from, into: into)
            #expect(done.merge.conflicts == planned.merge.conflicts)
            let staying = try await clients.call(GetClient(client: into.id)).client
            let expected: [CustomFieldValue] = try [.flag("is_key", true), .text("note", "New"), .integer("seats", 7)]
            #expect(staying.fields == expected)
            #expect(try await clients.named(.of("seats", equals: "7")) == ["Second"])
            #expect(try await clients.named(.of("note", equals: "Old")).isEmpty)
            // How the other one was is not lost.
            #expect(try await clients.call(GetClient(client: from.id)).client.fields == from.fields)
        }
    }

    @Test func valuesAreRestored() async throws {
        try await withClients { clients in
            try await clients.define(.client, NewCustomField.ofEachKind)
            let other = try await clients.create("Other")
            let from = try await clients.client(
                "First", .text("note", "Ångström"), .integer("seats", 7), .decimal("rate", "1.50"), .money("budget", 5),
                .date("since", "2026-01-01"), .choices("regions", "asia", "europe"), .reference("parent", other.id.uuid)
            )
            let into = try await clients.client("Second", .choice("colour", "red"), .integer("seats", 9))
            let head = try await clients.head()
            let before = try await clients.images(through: head)
            try await clients.merge(from, into: into)
            #expect(try await clients.named(.of("note", begins: "angstrom")) == ["Second"])
            let outcome = try await clients.unmerge(from)
            #expect(outcome.merge.conflicts.isEmpty)
            #expect(differences(before, try await clients.images(through: head)).isEmpty)
            for client in [from, into] {
                #expect(try await clients.call(GetClient(client: client.id)).client.fields == client.fields)
            }
            #expect(try await clients.named(.of("note", begins: "angstrom")) == ["First"])
            #expect(try await clients.named(.of("seats", equals: "9")) == ["Second"])
            #expect(try await clients.named(.of("seats", equals: "7")) == ["First"])
            #expect(try await clients.named(.of("budget", isSet: true)) == ["First"])
        }
    }

    @Test func whatWasChangedSinceStaysAndIsTold() async throws {
        try await withClients { clients in
            try await clients.define(
                .client, [.of("note", .text), .of("seats", .integer), .of("is_key", .flag), .of("rate", .decimal)])
            let from = try await clients.client(
                "First", .text("note", "Old"), .integer("seats", 7), .decimal("rate", "2"))
            let into = try await clients.client("Second", .flag("is_key", true))
            try await clients.merge(from, into: into)
            let staying = try await clients.call(GetClient(client: into.id)).client
            // One that the merge brought is changed, one is emptied; one that was its own is changed as well.
            _ = try await clients.update(staying, .integer("seats", 8), .none("rate"), .flag("is_key", false))

            let outcome = try await clients.unmerge(from)
            let told = outcome.merge.conflicts.map { "\($0.kind.rawValue) \($0.field?.text ?? "")" }
            #expect(told == ["changed_since fields.rate", "changed_since fields.seats"])
            let expected: [CustomFieldValue] = try [.flag("is_key", false), .integer("seats", 8)]
            #expect(try await clients.call(GetClient(client: into.id)).client.fields == expected)
            #expect(try await clients.call(GetClient(client: from.id)).client.fields == from.fields)
            #expect(try await clients.named(.of("note", isSet: true)) == ["First"])
            #expect(try await clients.named(.of("seats", equals: "8")) == ["Second"])
        }
    }

    /// Values that do not fit in are named, as every other conflict is.
    @Test func moreValuesThanAClientMayHaveAreLeftOut() throws {
        let long = String(repeating: "x", count: 2000)
        func client(_ prefix: String) throws -> Client {
            try Client(
                id: .example, version: .first, kind: .company, name: Text(validating: "Acme"), lifecycle: .prospect,
                lifecycleSince: Clocks.start, externalIds: [],
                fields: (10..<30).map { try .text("\(prefix)_\($0)", long) }, createdAt: Clocks.start,
                updatedAt: Clocks.start)
        }
        let (merged, conflicts) = MergeRules.profile(of: try client("a"), taking: try client("b"), [])
        let kept = merged.fields ?? []
        #expect(kept.count(where: { $0.name.text.hasPrefix("a_") }) == 20)
        #expect(kept.reduce(0) { $0 + $1.size } <= CustomFieldSheet.sizeLimit)
        #expect(conflicts.count + kept.count == 40 && !conflicts.isEmpty)
        #expect(conflicts.allSatisfy { $0.field?.text.hasPrefix("fields.b_") == true })
    }
}
