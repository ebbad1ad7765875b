// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct GetRelationshipMapTests {
    @Test func peopleAreShownAsTheyWereOnTheDay() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme])
            let bob = try await clients.contact("Bob", at: [acme]).id
            try await clients.relate(ada.id, at: acme, from: "2024-01-01", as: .executiveSponsor)
            try await clients.relate(bob, at: acme, from: "2024-01-01", as: .champion, reportsTo: ada.id)
            // Ada left; whoever asks about an earlier day still finds her.
            _ = try await clients.call(
                UpsertContact(
                    idempotencyKey: .fresh(), contact: ada.id, ifVersion: ada.version, name: ada.name,
                    positions: List(
                        validating: [
                            ContactPosition(
                                client: acme, role: Text(validating: "Buyer"), leftOn: .day("2025-01-01"))
                        ])))
            let before = try await clients.map(acme, asOf: "2024-12-31")
            #expect(before.people.map(\.name.text) == ["Ada", "Bob"])
            #expect(before.people.map(\.spell?.role) == [.executiveSponsor, .champion])
            #expect(before.gaps.isEmpty)
            #expect(!before.hasMorePeople)
            let after = try await clients.map(acme, asOf: "2025-01-01")
            #expect(after.people.map(\.name.text) == ["Bob"])
            #expect(
                after.gaps == [
                    RelationshipGap(kind: .noSponsor), RelationshipGap(kind: .singleThread, contact: bob),
                ])
        }
    }

    @Test func aClientWithoutPeopleHasGaps() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let map = try await clients.map(acme, asOf: "2025-01-01")
            #expect(map.people.isEmpty)
            #expect(map.gaps == [RelationshipGap(kind: .noSponsor), RelationshipGap(kind: .singleThread)])
        }
    }

    @Test func aChampionWhoIsGoneIsNamedUntilThereIsAnother() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let bob = try await clients.contact("Bob", at: [acme]).id
            try await clients.relate(ada, at: acme, from: "2024-01-01", as: .executiveSponsor)
            try await clients.relate(bob, at: acme, from: "2024-01-01", until: "2024-06-01", as: .champion)
            try await clients.relate(bob, at: acme, from: "2024-06-01", as: .user)
            try await clients.relate(ada, at: acme, from: "2024-09-01", as: .champion)
            func gone(_ day: String) async throws -> [RelationshipGap] {
                try await clients.map(acme, asOf: day).gaps.filter { $0.kind == .championGone }
            }
            #expect(try await gone("2023-12-31").isEmpty)
            #expect(try await gone("2024-05-31").isEmpty)
            let gap = try RelationshipGap(kind: .championGone, contact: bob, since: .day("2024-06-01"))
            #expect(try await gone("2024-06-01") == [gap])
            #expect(try await gone("2024-08-31") == [gap])
            #expect(try await gone("2024-09-01").isEmpty)
        }
    }

    @Test func aBlockerAloneIsNoThread() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            try await clients.relate(ada, at: acme, from: "2024-01-01", as: .blocker)
            let gaps = try await clients.map(acme, asOf: "2024-01-01").gaps
            #expect(gaps.contains(RelationshipGap(kind: .singleThread)))
        }
    }

    @Test func aRelationshipThatNobodyConfirmsIsStale() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [acme]).id
            let start = CalendarDate(of: time.now)
            try await clients.relate(ada, at: acme, from: "2020-01-01", as: .champion)
            func stale(after days: Int) async throws -> [RelationshipGap] {
                try await clients.map(acme, asOf: start.adding(days: days).text, staleAfterDays: 30).gaps
                    .filter { $0.kind == .stale }
            }
            let gap = RelationshipGap(kind: .stale, contact: ada, since: start)
            #expect(try await stale(after: 30).isEmpty)
            #expect(try await stale(after: 31) == [gap])
            time.advance(bySeconds: 40 * 86_400)
            let confirmed = try await clients.relate(ada, at: acme, from: "2020-01-01", as: .champion)
            #expect(confirmed.spells.count == 1)
            #expect(try await stale(after: 40).isEmpty)
            // What was known then has not changed.
            #expect(try await stale(after: 39) == [gap])
            let today = try await clients.call(GetRelationshipMap(client: acme))
            #expect(today.asOf == start.adding(days: 40))
        }
    }

    @Test func anUnknownClientOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.map(acme, asOf: "2024-01-01")
            }
        }
    }

    @Test func onlyReadersOfContactsSeeIt() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let other = clients.as(.user(with: [.readClients, .writeContacts]))
            await #expect(
                performing: { _ = try await other.map(acme, asOf: "2024-01-01") },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
