// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct RelateTests {
    @Test func whatHeldOnEachDayIsKept() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let bob = try await clients.contact("Bob", at: [acme]).id
            let owner = UserID.new(at: Clocks.start)
            let first = try await clients.call(
                Relate(
                    idempotencyKey: .fresh(), client: acme, contact: ada, from: .day("2024-01-01"), role: .user,
                    influence: .low, sentiment: .positive, reportsTo: bob, owner: owner)
            ).relationship
            let spell = try RelationshipSpell(
                from: .day("2024-01-01"), role: .user, influence: .low, sentiment: .positive, reportsTo: bob,
                owner: owner)
            #expect(first.version == Version(unchecked: 1))
            #expect(first.spells == [spell])
            let second = try await clients.relate(ada, at: acme, from: "2025-03-01", as: .champion)
            let third = try await clients.relate(ada, at: acme, from: "2025-06-01", until: "2025-07-01")
            #expect(second.id == first.id)
            #expect(third.version == Version(unchecked: 3))
            #expect(third.spells.map(\.from.text) == ["2024-01-01", "2025-03-01", "2025-07-01"])
            #expect(third.spells.map { $0.until?.text } == ["2025-03-01", "2025-06-01", nil])
            let expected: [(day: String, role: RelationshipRole?)] = [
                ("2023-12-31", nil), ("2024-01-01", .user), ("2025-02-28", .user), ("2025-03-01", .champion),
                ("2025-05-31", .champion), ("2025-06-01", nil), ("2025-06-30", nil), ("2025-07-01", .champion),
            ]
            for (day, role) in expected {
                let people = try await clients.map(acme, asOf: day).people
                #expect(people.first { $0.contact == ada }?.spell?.role == role, "\(day)")
            }
            #expect(try await clients.feed().compactMap(\.relationship) == [first, second, third])
        }
    }

    @Test func theDatabaseRefusesTwoSpellsOnOneDay() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            try await clients.relate(ada, at: acme, from: "2024-01-01", until: "2024-02-01", as: .user)
            try await clients.database.withPool(as: .clients, size: 1) { pool in
                func insert(_ from: String, _ until: String) async throws {
                    try await pool.execute(
                        """
                        insert into clients.relationship_spell (organisation_id, client_id, contact_id, days, role)
                        values (\(OrganisationID.first), \(acme), \(ada),
                            daterange(\(from)::text::date, \(until)::text::date), 'champion')
                        """)
                }
                await #expect(throws: PostgresError.self) { try await insert("2024-01-31", "2024-03-01") }
                try await insert("2024-02-01", "2024-03-01")
            }
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let first = try await clients.relate(ada, at: acme, from: "2024-01-01", as: .user)
            let second = try await clients.relate(
                ada, at: acme, from: "2024-02-01", as: .champion, ifVersion: first.version)
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.relate(ada, at: acme, from: "2024-02-01", as: .blocker, ifVersion: first.version)
            }
            let people = try await clients.map(acme, asOf: "2024-03-01").people
            #expect(people.map(\.spell?.role) == [.champion])
        }
    }

    @Test func nobodyReportsToHimselfOverOthersOnAnyDay() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            var people: [ContactID] = []
            for name in ["Ada", "Bob", "Eve"] { people.append(try await clients.contact(name, at: [acme]).id) }
            let (ada, bob, eve) = (people[0], people[1], people[2])
            try await clients.relate(ada, at: acme, from: "2024-01-01", as: .user, reportsTo: bob)
            try await clients.relate(bob, at: acme, from: "2024-01-01", until: "2025-01-01", as: .user, reportsTo: eve)
            await #expect(throws: ReportsToCycle()) {
                try await clients.relate(eve, at: acme, from: "2024-12-31", as: .user, reportsTo: ada)
            }
            // From the next day on Bob does not report to Eve.
            try await clients.relate(eve, at: acme, from: "2025-01-01", as: .user, reportsTo: ada)
            #expect(try await clients.map(acme, asOf: "2024-12-31").people.map(\.spell?.reportsTo) == [bob, eve, nil])
            #expect(try await clients.map(acme, asOf: "2025-01-01").people.map(\.spell?.reportsTo) == [bob, nil, ada])
        }
    }

    @Test func whoIsNotThereIsNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let bob = try await clients.contact("Bob", at: [bar]).id
            let other = clients.inOtherOrganisation
            let theirs = try await other.create("Theirs").id
            await #expect(throws: ClientNotFound()) {
                try await clients.relate(ada, at: theirs, from: "2024-01-01", as: .user)
            }
            await #expect(throws: ContactNotFound()) {
                try await other.relate(ada, at: theirs, from: "2024-01-01", as: .user)
            }
            await #expect(throws: ContactNotAtClient(contact: bob)) {
                try await clients.relate(bob, at: acme, from: "2024-01-01", as: .user)
            }
            await #expect(throws: ContactNotAtClient(contact: bob)) {
                try await clients.relate(ada, at: acme, from: "2024-01-01", as: .user, reportsTo: bob)
            }
        }
    }

    @Test func aPositionWithARelationshipIsNotTakenOut() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let ada = try await clients.contact("Ada", at: [acme, bar])
            try await clients.relate(ada.id, at: acme, from: "2024-01-01", as: .user)
            await #expect(throws: PositionHasRelationship(client: acme)) {
                try await clients.call(UpsertContact.of("Ada", at: [bar], replacing: ada))
            }
            let bob = try await clients.contact("Bob", at: [acme, bar])
            try await clients.relate(ada.id, at: acme, from: "2024-01-01", as: .user, reportsTo: bob.id)
            await #expect(throws: PositionHasRelationship(client: acme)) {
                try await clients.call(UpsertContact.of("Bob", at: [bar], replacing: bob))
            }
            _ = try await clients.call(UpsertContact.of("Ada", at: [acme], replacing: ada))
        }
    }

    @Test func aRelationshipOfMoreThanTwoHundredSpellsIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let start = try CalendarDate.day("2024-01-01")
            for number in 0..<200 {
                _ = try await clients.call(
                    Relate(
                        idempotencyKey: .fresh(), client: acme, contact: ada, from: start.adding(days: number),
                        role: number % 2 == 0 ? .user : .champion))
            }
            await #expect(throws: TooManySpells(limit: Count(200))) {
                try await clients.relate(ada, at: acme, from: "2026-01-01", as: .blocker)
            }
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            await #expect(
                performing: {
                    try await clients.relate(ada, at: acme, from: "2024-01-01", until: "2024-01-01", reportsTo: ada)
                },
                throws: refusesParams(at: "$.until", "$.reportsTo", "$.reportsTo"))
            await #expect(
                performing: {
                    try await clients.relate(ada, at: acme, from: "2024-01-01", ifVersion: Version(unchecked: 1))
                },
                throws: refusesParams(at: "$.ifVersion"))
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let key = try IdempotencyKey.fresh()
            let first = try await clients.relate(ada, at: acme, from: "2024-01-01", as: .user, key: key)
            #expect(try await clients.relate(ada, at: acme, from: "2024-01-01", as: .user, key: key) == first)
        }
    }

    @Test func onlyWritersOfContactsRelate() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let reader = clients.as(.user(with: [.readContacts, .writeClients]))
            await #expect(
                performing: { try await reader.relate(ada, at: acme, from: "2024-01-01", as: .user) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
