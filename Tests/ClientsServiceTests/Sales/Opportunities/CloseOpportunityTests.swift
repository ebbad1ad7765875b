// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

@Suite struct CloseOpportunityTests {
    @Test func theOutcomeItsDayAndItsReasonAreKept() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let closed = try await clients.call(
                CloseOpportunity(
                    idempotencyKey: .fresh(), opportunity: first.id, ifVersion: first.version, outcome: .lost,
                    on: .day("2026-01-10"), reason: Text(validating: "price"),
                    note: LongText(validating: "Half of ours."), competitor: Text(validating: "Other Ltd"))
            ).opportunity
            #expect(closed.stage.text == "lost")
            #expect(closed.competitor?.text == "Other Ltd")
            #expect(closed.closing?.outcome == .lost)
            #expect(closed.closing?.on == (try .day("2026-01-10")))
            #expect(closed.closing?.reason?.text == "price")
            #expect(closed.closing?.note?.text == "Half of ours.")
            #expect(closed.closing?.closedBy.text.hasPrefix("user:") == true)
            #expect(try await clients.call(GetOpportunity(opportunity: first.id)).opportunity == closed)
            #expect(try await clients.feed().compactMap(\.opportunity) == [first, closed])
        }
    }

    @Test func onlyWhatIsWonNeedsNoReason() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            #expect(try await clients.close(clients.opportunity("A", with: acme), .won).stage.text == "won")
            let open = try await clients.opportunity("B", with: acme)
            for outcome in [OpportunityOutcome.lost, .abandoned] {
                await #expect(
                    performing: {
                        _ = try await clients.call(
                            CloseOpportunity(
                                idempotencyKey: .fresh(), opportunity: open.id, ifVersion: open.version,
                                outcome: outcome))
                    }, throws: refusesParams(at: "$.reason"))
            }
        }
    }

    @Test func itIsNotClosedInTheFuture() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let acme = try await clients.create("Acme").id
            let today = CalendarDate(of: time.now)
            let open = try await clients.opportunity("A", with: acme)
            await #expect(
                performing: { try await clients.close(open, .won, on: today.adding(days: 2)) },
                throws: refusesParams(at: "$.on"))
            // It is tomorrow already where the sun rises.
            let closed = try await clients.close(open, .won, on: today.adding(days: 1))
            #expect(closed.closing?.on == today.adding(days: 1))
            let other = try await clients.close(clients.opportunity("B", with: acme), .won)
            #expect(other.closing?.on == today)
        }
    }

    @Test func itIsClosedOnce() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let key = try IdempotencyKey.fresh()
            let closed = try await clients.close(first, .won, key: key)
            #expect(try await clients.close(first, .won, key: key) == closed)
            await #expect(throws: VersionConflict(currentVersion: closed.version)) {
                try await clients.close(first, .lost)
            }
            await #expect(throws: OpportunityClosed(outcome: .won)) { try await clients.close(closed, .lost) }
        }
    }

    @Test func anOpenBlockingConcernRefusesWinningAndIsNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.opportunity("A", with: acme.id)
            let price = try await clients.open(
                "Too dear", about: acme, opportunity: first.id, kind: .objection, isBlocking: true)
            let outage = try await clients.open("Outage", about: acme, severity: "critical", isBlocking: true)
            try await clients.open("Harmless", about: acme, opportunity: first.id)
            func blocking(_ concerns: Concern...) -> ConcernsBlockWinning {
                ConcernsBlockWinning(
                    concerns: concerns.map {
                        BlockingConcern(concern: $0.id, kind: $0.kind, severity: $0.severity, subject: $0.subject)
                    })
            }
            await #expect(throws: blocking(outage, price)) { try await clients.close(first, .won) }
            let outageSeen = try await clients.move(outage, to: .acknowledged)
            try await clients.move(outageSeen, to: .resolved, note: "Repaired")
            await #expect(throws: blocking(price)) { try await clients.close(first, .won) }
            #expect(try await clients.call(GetOpportunity(opportunity: first.id)).opportunity == first)
            let priceSeen = try await clients.move(price, to: .acknowledged)
            try await clients.move(priceSeen, to: .resolved, note: "They have seen what it saves")
            #expect(try await clients.close(first, .won).closing?.outcome == .won)
        }
    }

    @Test func aBlockingConcernDoesNotKeepItFromBeingLost() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.opportunity("A", with: acme.id)
            try await clients.open("Too dear", about: acme, opportunity: first.id, isBlocking: true)
            #expect(try await clients.close(first, .lost).closing?.outcome == .lost)
        }
    }

    @Test func anUndecidedConcessionRefusesWinningAlone() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let (concession, asked) = try await clients.request(for: clients.opportunity("A", with: acme))
            await #expect(throws: ConcessionsUndecided(concessions: [concession])) {
                try await clients.close(asked, .won)
            }
            let decided = try await clients.colleague.decide(concession, of: asked, false)
            #expect(try await clients.close(decided, .won).closing?.outcome == .won)
            let (_, other) = try await clients.request(for: clients.opportunity("B", with: acme))
            #expect(try await clients.close(other, .lost).closing?.outcome == .lost)
        }
    }

    @Test func anotherOrganisationsIsNotFound() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            await #expect(throws: OpportunityNotFound()) {
                try await clients.inOtherOrganisation.close(first, .won)
            }
        }
    }

    @Test func onlyWritersOfSalesClose() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("A", with: clients.create("Acme").id)
            let reader = clients.as(.user(with: [.readSales, .writeClients]))
            await #expect(
                performing: { try await reader.close(first, .won) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
