// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// Custom fields of a person and those that name him.
@Suite struct ErasedFieldsTests {
    @Test func customFieldsAreErasedWithThePerson() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            try await clients.define(.client, [.of("story", .text), .of("seats", .integer)])
            try await clients.define(.contact, [.of("nickname", .text)])
            let acme = try await clients.client(
                "Acme", .text("story", "Won by Zenobia Quill"), .integer("seats", 3))
            let person = try await clients.call(
                UpsertContact(
                    idempotencyKey: .fresh(), name: Text(validating: "Zenobia Quill"),
                    positions: List(validating: [ContactPosition(client: acme.id, role: Text(validating: "Buyer"))]),
                    fields: List(validating: [.text("nickname", "Zen")]))
            ).contact
            try await clients.erase(Subject(contact: person.id))
            #expect(try await clients.traces(of: ["Zenobia", "Zen"]).isEmpty)
            await #expect(throws: SubjectErased.self) { try await clients.call(GetContact(contact: person.id)) }
            let after = try await clients.call(GetClient(client: acme.id)).client
            #expect(after.fields?.first == (try .integer("seats", 3)))
            #expect(after.fields?.count == 2)
            #expect(try await clients.named(.of("seats", equals: "3")) == ["Acme"])
        }
    }
}
