// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// A person at clients of which one went into another: what the merge has kept of him, and what would be put back.
@Suite struct ErasedMergesTests {
    /// Where the person is.
    enum Place: CaseIterable {
        case merged
        case staying
        case both
    }

    private struct World {
        let from: Client
        let into: Client
        let person: Contact
    }

    private static let marks = MarkedWorld.marks

    /// Named in details, custom fields and records of the clients at which he is.
    private func world(_ place: Place, _ clients: ClientsUnderTest) async throws -> World {
        try await clients.define(.client, [.of("story", .text)])
        func client(_ name: String, isHis: Bool) async throws -> Client {
            let domain = "\(name.lowercased()).example"
            return try await clients.call(
                CreateClient(
                    idempotencyKey: .fresh(), kind: .company, name: Text(validating: name),
                    details: NewClientDetails(
                        domains: List(validating: [DomainName(validating: domain)]),
                        channels: List(
                            validating: isHis ? [.email(MarkedWorld.address), .phone(MarkedWorld.phone)] : [])),
                    fields: isHis ? List(validating: [.text("story", "Won by Zenobia Quill")]) : nil)
            ).client
        }
        let from = try await client("Acme", isHis: place != .staying)
        let into = try await client("Umbrella", isHis: place != .merged)
        let places = [place == .staying ? nil : from.id, place == .merged ? nil : into.id].compactMap(\.self)
        let person = try await clients.call(
            UpsertContact.of(
                "Zenobia Quill", at: places, channels: [.email(MarkedWorld.address), .phone(MarkedWorld.phone)])
        ).contact
        for place in places {
            _ = try await clients.call(
                Relate(
                    idempotencyKey: .fresh(), client: place, contact: person.id, from: "2026-01-01",
                    role: .blocker, influence: .high, sentiment: .negative))
            let client = place == from.id ? from : into
            _ = try await clients.open("Complaint of Zenobia Quill", about: client)
            _ = try await clients.opportunity("Roof for Zenobia Quill", with: place)
        }
        return World(from: from, into: into, person: person)
    }

    @Test(arguments: Place.allCases) func whatAMergeKeptOfHimIsErasedAndNotPutBack(place: Place) async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let world = try await world(place, clients)
            try await clients.merge(world.from, into: world.into)
            #expect(try await images(clients) > 0)
            #expect(try await opinions(clients) > 0)
            let planned = try await clients.erase(Subject(contact: world.person.id), dryRun: true)
            let done = try await clients.erase(Subject(contact: world.person.id))
            #expect(done == planned)
            #expect(done.contains { $0.table.text == "merge_row" })
            #expect(done.allSatisfy { $0.retained.rawValue == 0 }, "\(done)")
            try await expectNoTrace(clients)
            #expect(try await opinions(clients) == 0)

            try await clients.unmerge(world.from)
            try await expectNoTrace(clients)
            #expect(try await opinions(clients) == 0)
            await #expect(throws: SubjectErased.self) {
                try await clients.call(GetContact(contact: world.person.id))
            }
            // What is not his is as it was, and found as it was.
            for (client, other) in [(world.from, "umbrella.example"), (world.into, "acme.example")] {
                let present = try await clients.call(GetClient(client: client.id)).client
                #expect(present.name == client.name)
                #expect(present.details?.domains == client.details?.domains)
                #expect(present.details?.channels.isEmpty == true)
                #expect(present.details?.domains.map(\.text).contains(other) == false)
                let domain = "\(client.label.lowercased()).example"
                #expect(try await clients.search(domain).first?.client.id == client.id)
            }
            let again = try await clients.erase(
                Subject(
                    contact: world.person.id, names: .init(validating: [Text(validating: "Zenobia Quill")])))
            #expect(again.allSatisfy { $0.erased.rawValue == 0 && $0.pseudonymised.rawValue == 0 }, "\(again)")
        }
    }

    @Test(arguments: Place.allCases) func whoIsErasedBeforeAMergeStaysSo(place: Place) async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let world = try await world(place, clients)
            try await clients.erase(Subject(contact: world.person.id))
            try await clients.merge(world.from, into: world.into)
            try await expectNoTrace(clients)
            try await clients.unmerge(world.from)
            try await expectNoTrace(clients)
            await #expect(throws: SubjectErased.self) {
                try await clients.call(GetContact(contact: world.person.id))
            }
        }
    }

    /// A client who is the person, and with whom nothing was signed.
    @Test func aMergedClientWhoIsThePersonIsNotPutBackWithHisName() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            func person(_ name: String) async throws -> Client {
                try await clients.create(
                    name,
                    with: NewClientDetails(channels: List(validating: [.email(MarkedWorld.address)])), kind: .person)
            }
            let from = try await person("Zenobia Quill")
            let into = try await person("Quill, Zenobia")
            let contact = try await clients.contact("Zenobia Quill", at: [from.id])
            try await clients.merge(from, into: into)
            try await clients.erase(
                Subject(
                    contact: contact.id, names: List(validating: [Text(validating: "Quill, Zenobia")])))
            try await expectNoTrace(clients)
            try await clients.unmerge(from)
            try await expectNoTrace(clients)
            let restored = try await clients.call(GetClient(client: from.id)).client
            #expect(restored.name.text == "[erased]" && restored.details == nil)
        }
    }

    private func expectNoTrace(
        _ clients: ClientsUnderTest, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let left = try await clients.traces(of: Self.marks)
        #expect(left == [:], sourceLocation: sourceLocation)
        let images = try await images(clients)
        #expect(images == 0, "in images of clients", sourceLocation: sourceLocation)
    }

    /// How many images of clients name him: what is bytes in a table is written as digits there.
    private func images(_ clients: ClientsUnderTest) async throws -> Int {
        try await clients.database.withPool { pool in
            try await pool.row(
                """
                select count(*)
                from clients.merge_row as kept
                cross join lateral (values (kept.before), (kept.after)) as side (image)
                cross join lateral jsonb_populate_record(null::clients.client, side.image) as client
                where kept.table_name = 'client' and (
                    client.name ilike '%quill%' or convert_from(client.details, 'UTF8') ilike '%quill%'
                    or convert_from(client.fields, 'UTF8') ilike '%quill%')
                """, as: Int.self)
        }
    }

    /// Rows in which somebody is thought something of, wherever they stand.
    private func opinions(_ clients: ClientsUnderTest) async throws -> Int {
        try await clients.database.withPool { pool in
            try await pool.row(
                """
                select (select count(*) from clients.relationship_spell where influence is not null)
                    + (select count(*) from clients.merge_row where before ->> 'influence' is not null)
                """, as: Int.self)
        }
    }
}
