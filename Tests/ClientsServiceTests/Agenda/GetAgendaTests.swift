// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetAgendaTests {
    @Test func whatIsToBeDoneIsRankedWithItsReason() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.client("Acme", tier: "A", of: .ann)
            let bar = try await clients.client("Bar", tier: nil, of: .ann)
            let concern = try await clients.open("Broken", about: acme, severity: "critical")
            let risk = try await clients.flag("Leaving", about: acme)
            let soon = try await clients.task("Call", due: "2026-01-22", client: bar.id)
            let free = try await clients.task("Expenses", due: "2026-01-15")
            try await clients.task("Later", due: "2026-03-01")
            try await clients.task("His", due: "2026-01-15", owner: .bob)
            let agenda = try await clients.agenda(of: .ann, on: "2026-01-22")
            #expect(agenda.total == Count(4))
            #expect(agenda.items.map(\.kind) == [.overdueConcern, .riskReview, .task, .task])
            #expect(agenda.items.map(\.client) == [acme.id, acme.id, nil, bar.id])
            #expect(agenda.items.map(\.concern) == [concern.id, nil, nil, nil])
            #expect(agenda.items.map(\.flaggedRisk) == [nil, risk.id, nil, nil])
            #expect(agenda.items.map(\.task) == [nil, nil, free.id, soon.id])
            // 400 x 250 x 150 % x 200, 400 x (200 - 10 of 14 days) x 200, 250, 200
            #expect(agenda.items.map(\.score.rawValue) == [3000, 1032, 250, 200])
            #expect(
                agenda.items.map(\.reason.text) == [
                    "The critical concern 'Broken' is to be acknowledged by 2026-01-15T10:00:00.000000Z.",
                    "The plan against the high risk 'Leaving' is to be looked at by 2026-02-01.",
                    "'Expenses' is due on 2026-01-15.", "'Call' is due on 2026-01-22.",
                ])
            let first = try await clients.agenda(of: .ann, on: "2026-01-22", limit: 1)
            #expect(first.items == [agenda.items[0]])
            #expect(first.total == Count(4))
        }
    }

    @Test func keyPeopleAreSpokenToWithinTheCadenceOfTheTier() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.client("Acme", tier: "A", of: .ann)
            let bar = try await clients.client("Bar", tier: "B", of: .ann)
            let ada = try await clients.keyPerson("Ada", at: acme, since: "2026-01-01")
            let user = try await clients.keyPerson("Eve", at: acme, .user, since: "2026-01-01")
            let owned = try await clients.keyPerson("Cleo", at: acme, since: "2026-01-01", owner: .bob)
            let bob = try await clients.keyPerson("Bob", at: bar, since: "2026-01-01")
            func quiet(_ day: CalendarDate, of user: UserID = .ann) async throws -> [ContactID?] {
                try await clients.agenda(of: user, on: day).items.filter { $0.kind == .quietContact }.map(\.contact)
            }
            #expect(try await quiet("2026-01-15").isEmpty)
            #expect(try await quiet("2026-01-16") == [ada.id])
            #expect(try await quiet("2026-02-20") == [ada.id, bob.id])
            try await clients.assign(.bob, to: acme, .specialist, from: "2026-01-01")
            #expect(try await quiet("2026-01-16", of: .bob) == [owned.id])
            try await clients.log("Mail", with: acme, contacts: [ada.id], isTwoWay: false)
            #expect(try await quiet("2026-01-16") == [ada.id])
            try await clients.log("Call", with: acme, contacts: [ada.id, user.id])
            #expect(try await quiet("2026-01-29").isEmpty)
            #expect(try await quiet("2026-01-30") == [ada.id])
            let item = try await clients.agenda(of: .ann, on: "2026-01-30").items[0]
            #expect(
                item.reason.text
                    == "Ada was to be spoken to by 2026-01-29; the last time was on 2026-01-15.")
        }
    }

    @Test func aClientWithoutKeyPeopleIsNotForgotten() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.client("Acme", tier: "A", of: .ann)
            _ = try await clients.client("Untiered", tier: nil, of: .ann)
            func silent(_ day: CalendarDate) async throws -> [AgendaItem] {
                try await clients.agenda(of: .ann, on: day).items.filter { $0.kind == .quietClient }
            }
            #expect(try await silent("2026-01-29").isEmpty)
            #expect(try await silent("2026-01-30").map(\.client) == [acme.id])
            #expect(
                try await silent("2026-01-30").map(\.reason.text) == [
                    "Somebody was to be spoken to by 2026-01-29; nobody has yet. No key person is known."
                ])
            time.advance(hours: 24)
            try await clients.log("Call", with: acme)
            #expect(try await silent("2026-01-30").isEmpty)
            #expect(try await silent("2026-01-31").map(\.client) == [acme.id])
        }
    }

    @Test func whatIsAssignedElsewhereCounts() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.client("Acme", tier: nil, of: .ann)
            var concern = try await clients.open("Broken", about: acme)
            concern = try await clients.move(clients.move(concern, to: .acknowledged), to: .assigned, user: .bob)
            try await clients.flag("Leaving", about: acme, owner: .bob)
            let agenda = try await clients.agenda(of: .bob, on: "2026-01-30").items
            #expect(Set(agenda.map(\.kind)) == [.overdueConcern, .riskReview])
            #expect(
                agenda.first { $0.kind == .overdueConcern }?.reason.text
                    == "The high concern 'Broken' is to be resolved by 2026-01-18T09:00:00.000000Z.")
        }
    }

    @Test func ofHiddenClientsNothingIsShown() async throws {
        try await withClients(at: TestClock()) { clients in
            let acme = try await clients.client("Acme", tier: "A", of: .ann)
            try await clients.keyPerson("Ada", at: acme, since: "2026-01-01")
            try await clients.open("Broken", about: acme)
            try await clients.flag("Leaving", about: acme)
            try await clients.task("Call", due: "2026-01-15", client: acme.id)
            let free = try await clients.task("Expenses", due: "2026-01-15")
            let stranger = clients.as(
                .user(with: [.readWork, .readConcerns, .readContacts, .readClients, .writeWork]))
            #expect(try await stranger.agenda(of: .ann, on: "2026-03-01").items.isEmpty)
            #expect(try await stranger.tasks().isEmpty)
            let ann = clients.seen(by: .ann)
            #expect(try await ann.agenda(of: .ann, on: "2026-01-15").items.contains { $0.task == free.id })
            #expect(try await clients.agenda(of: .ann, on: "2026-03-01").total == Count(5))
            await #expect(throws: ClientNotFound()) { try await stranger.log("Call", with: acme) }
        }
    }

    @Test func whoMayNotReadARecordMeetsNoneOfItsItems() async throws {
        try await withClients { clients in
            let acme = try await clients.client("Acme", tier: "A", of: .ann)
            try await clients.open("Broken", about: acme)
            try await clients.task("Call", due: "2026-01-15", client: acme.id)
            let reader = clients.as(.user(with: [.readWork, .readAllClients]))
            #expect(try await reader.agenda(of: .ann, on: "2026-03-01").items.map(\.kind) == [.task])
            #expect(try await clients.inOtherOrganisation.agenda(of: .ann, on: "2026-03-01").items.isEmpty)
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.agenda(of: .ann, on: "2026-03-01") },
                throws: isRemoteError(.permissionDenied))
            let program = clients.as(.serviceAccount(with: [.readWork]))
            await #expect(
                performing: { _ = try await program.call(GetAgenda()) }, throws: refusesParams(at: "$.user"))
        }
    }
}

extension ClientsUnderTest {
    fileprivate func client(_ name: String, tier: String?, of user: UserID) async throws -> Client {
        let client = try await call(
            CreateClient(
                idempotencyKey: .fresh(), kind: .company, name: Text(validating: name),
                tier: tier.map { try Text(validating: $0) })
        ).client
        try await assign(user, to: client, isPrimary: true, from: "2026-01-01")
        return client
    }

    @discardableResult
    fileprivate func keyPerson(
        _ name: String, at client: Client, _ role: RelationshipRole = .champion, since day: CalendarDate,
        owner: UserID? = nil
    ) async throws -> Contact {
        let person = try await contact(name, at: [client.id])
        _ = try await call(
            Relate(
                idempotencyKey: .fresh(), client: client.id, contact: person.id, from: day, role: role, owner: owner))
        return person
    }

    fileprivate func agenda(
        of user: UserID, on day: CalendarDate, limit: Int64 = 100
    ) async throws -> GetAgenda.Response {
        try await call(GetAgenda(user: user, on: day, limit: PageLimit(unchecked: limit)))
    }
}
