// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct UpsertContactTests {
    @Test func aContactBeginsWithVersionOneAndIsFound() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let positions = [
                ContactPosition(client: acme, role: try Text(validating: "Head of Purchasing")),
                ContactPosition(
                    client: bar, role: try Text(validating: "ที่ปรึกษา"), leftOn: CalendarDate("2025-04-01")),
            ]
            let times = [
                PreferredTime(
                    days: try List(validating: [.monday, .friday]), from: try TimeOfDay(validating: "09:30"),
                    to: try TimeOfDay(validating: "24:00"))
            ]
            let contact = try await clients.call(
                UpsertContact(
                    idempotencyKey: .fresh(), name: Text(validating: "Nguyễn Thị Hương"),
                    positions: List(validating: positions),
                    channels: List(validating: [.email("Huong@Example.ORG"), .phone("+84 (0)24 3825-3846 ext. 7")]),
                    language: LocaleTag(validating: "vi-VN"), timeZone: TimeZoneName(validating: "Asia/Ho_Chi_Minh"),
                    preferredTimes: List(validating: times))
            ).contact
            let expected = try Contact(
                id: contact.id, version: Version(unchecked: 1), name: Text(validating: "Nguyễn Thị Hương"),
                positions: positions,
                channels: [
                    ContactChannel(
                        kind: .email, use: .work, value: Text(validating: "Huong@Example.ORG"),
                        normalised: Text(validating: "huong@example.org")),
                    ContactChannel(
                        kind: .phone, use: .mobile, value: Text(validating: "+84 (0)24 3825-3846 ext. 7"),
                        normalised: Text(validating: "+842438253846;ext=7")),
                ],
                language: LocaleTag(validating: "vi-VN"), timeZone: TimeZoneName(validating: "Asia/Ho_Chi_Minh"),
                preferredTimes: times, createdAt: time.now, updatedAt: time.now)
            #expect(contact == expected)
            #expect(try await clients.call(GetContact(contact: contact.id)).contact == expected)
        }
    }

    @Test func aContactIsReplacedInWhole() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let first = try await clients.contact("Ada", at: [acme, bar], channels: [.phone("0171 22 11")])
            let second = try await clients.call(
                UpsertContact.of("Ada King", at: [bar], replacing: first, channels: [.email("ada@example.org")])
            ).contact
            #expect(second.version == Version(unchecked: 2))
            #expect(second.id == first.id)
            #expect(second.channels.map(\.value.text) == ["ada@example.org"])
            #expect(second.createdAt == first.createdAt)
            #expect(try await clients.contacts(of: acme).items.isEmpty)
            #expect(try await clients.contacts(of: bar).items == [second])
            #expect(try await clients.contacts(text: "0171").items.isEmpty)
            #expect(try await clients.feed().suffix(2).map(\.contact) == [first, second])
        }
    }

    @Test func aReplacementThatChangesNothingWritesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let contact = try await clients.contact("Zoë", at: [acme])
            #expect(try await clients.call(UpsertContact.of("Zoë", at: [acme], replacing: contact)).contact == contact)
            // Another spelling of the same characters is another name: what was typed is kept.
            let decomposed = "Zoe\u{308}"
            let changed = try await clients.call(UpsertContact.of(decomposed, at: [acme], replacing: contact)).contact
            #expect(changed.version == Version(unchecked: 2))
            #expect(Array(changed.name.text.unicodeScalars) == Array(decomposed.unicodeScalars))
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let first = try await clients.contact("Ada", at: [acme])
            let second = try await clients.call(UpsertContact.of("Ada King", at: [acme], replacing: first)).contact
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(UpsertContact.of("Ada Byron", at: [acme], replacing: first))
            }
            #expect(try await clients.call(GetContact(contact: first.id)).contact == second)
        }
    }

    @Test func ofFiftyWritersOnOneContactNoneIsLost() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let acme = try await clients.create("Acme").id
            let contact = try await clients.contact("-", at: [acme])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...50 {
                    group.addTask { try await add(writer, to: contact.id, at: acme, clients) }
                }
                try await group.waitForAll()
            }
            let last = try await clients.call(GetContact(contact: contact.id)).contact
            #expect(last.version == Version(unchecked: 51))
            #expect(Set(last.name.text.dropFirst().split(separator: ",").compactMap { Int($0) }) == Set(1...50))
            let versions = try await clients.feed().compactMap(\.contact?.version.rawValue)
            #expect(versions == Array(1...51))
        }
    }

    /// Reads, adds its number to the name, and begins again when another writer was faster.
    private func add(
        _ writer: Int, to contact: ContactID, at client: ClientID, _ clients: ClientsUnderTest
    ) async throws {
        while true {
            let present = try await clients.call(GetContact(contact: contact)).contact
            do {
                _ = try await clients.call(
                    UpsertContact.of(present.name.text + ",\(writer)", at: [client], replacing: present))
                return
            } catch is VersionConflict {
                continue
            }
        }
    }

    @Test func anUnknownContactIsNotFound() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let contact = try await clients.contact("Ada", at: [acme])
            let other = clients.inOtherOrganisation
            let theirs = try await other.create("Theirs").id
            await #expect(throws: ContactNotFound()) {
                try await other.call(UpsertContact.of("Stolen", at: [theirs], replacing: contact))
            }
            #expect(try await clients.call(GetContact(contact: contact.id)).contact == contact)
        }
    }

    @Test func aClientOfAnotherOrganisationIsNotFoundAndLeavesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let theirs = try await clients.inOtherOrganisation.create("Theirs").id
            await #expect(throws: ClientNotFound()) {
                try await clients.contact("Ada", at: [acme, theirs])
            }
            #expect(try await clients.contacts().items.isEmpty)
            #expect(try await clients.inOtherOrganisation.contacts().items.isEmpty)
            #expect(try await clients.feed().count == 1)
        }
    }

    @Test func anUnknownTimeZoneIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            await #expect(throws: ContactTimeZoneUnknown()) {
                try await clients.call(
                    UpsertContact(
                        idempotencyKey: .fresh(), name: Text(validating: "Ada"),
                        positions: List(
                            validating: [ContactPosition(client: acme, role: Text(validating: "Buyer"))]),
                        timeZone: TimeZoneName(validating: "Europe/Atlantis")))
            }
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let nine = try TimeOfDay(validating: "09:00")
            let command = try UpsertContact(
                idempotencyKey: .fresh(), ifVersion: Version(unchecked: 1), name: Text(validating: "Ada"),
                positions: List(
                    validating: [
                        ContactPosition(client: acme, role: Text(validating: "Buyer")),
                        ContactPosition(client: acme, role: Text(validating: "Seller")),
                    ]),
                channels: List(validating: [.email("ada@example.org"), .email("nobody"), .phone("ring me")]),
                preferredTimes: List(
                    validating: [PreferredTime(days: List(validating: [.monday]), from: nine, to: nine)]))
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refusesParams(
                    at: "$.ifVersion", "$.positions[1].client", "$.timeZone", "$.preferredTimes[0].to",
                    "$.channels[1].value", "$.channels[2].value"))
        }
    }

    @Test func everyVersionIsKeptWithItsAuthor() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let first = try await clients.contact("Ada", at: [acme])
            let editor = clients.as(.serviceAccount(with: [.readAllClients, .writeContacts]))
            _ = try await editor.call(UpsertContact.of("Ada King", at: [acme], replacing: first))
            let authors = try await clients.database.withPool(as: .clients, size: 1) { pool in
                try await pool.rows("select recorded_by from clients.fact order by version", as: String.self)
            }
            #expect(authors == [clients.caller.label, editor.caller.label])
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let command = try UpsertContact.of("Ada", at: [acme])
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.contacts().items.count == 1)
            await #expect(throws: IdempotencyKeyReused()) {
                try await clients.call(UpsertContact.of("Bob", at: [acme], key: command.idempotencyKey))
            }
        }
    }

    @Test func onlyWritersOfContactsUpsert() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let reader = clients.as(.user(with: [.readClients, .writeClients, .readContacts]))
            await #expect(
                performing: { _ = try await reader.contact("Ada", at: [acme]) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
