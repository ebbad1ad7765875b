// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CompleteHandoverTests {
    @Test func theIncomingManagerIsPrimaryFromTheDayOnAndNotBefore() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let command = try CompleteHandover.of(won.handover, from: "2026-02-01", outgoingStaysUntil: "2026-04-30")
            let answer = try await clients.seen(by: .bob).call(command)
            #expect(answer.handover.state == .completed)
            #expect(answer.handover.effectiveOn == "2026-02-01")
            #expect(answer.handover.outgoingStaysUntil == "2026-04-30")
            #expect(
                try await clients.team(of: won.client).map(\.label).sorted() == [
                    "1 2026-01-15...2026-01-31 100 primary", "1 2026-02-01...2026-04-30 100",
                    "2 2026-02-01... 100 primary",
                ])
            #expect(answer.changes.map(\.kind) == [.changed, .begun, .begun])
            #expect(answer.clientVersion == (try await clients.call(GetClient(client: won.client.id)).client.version))
            let feed = try await clients.feed().suffix(2)
            #expect(feed.map(\.kind) == [.updated, .handover])
            #expect(feed.compactMap(\.handover) == [answer.handover])
            #expect(try await clients.seen(by: .bob).call(command) == answer)
        }
    }

    /// From the signing on there is exactly one on each day, whatever happens in between.
    @Test func aCustomerHasExactlyOnePrimaryManagerOnEachDay() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let won = try await clients.won()
            let returned = try await clients.seen(by: .bob).call(ReturnHandover.of(won.handover, "Who?")).handover
            try time.set(to: "2026-02-03")
            let updated = try await clients.call(UpdateHandover.of(returned, .of("All of it"))).handover
            let completed = try await clients.seen(by: .bob).call(CompleteHandover.of(updated, from: "2026-02-10"))
                .handover
            #expect(completed.state == .completed)
            let second = try await clients.call(
                StartHandover(idempotencyKey: .fresh(), client: won.client.id, handover: .to(.cleo))
            ).handover
            #expect(second.outgoing == .ann)
            _ = try await clients.call(CompleteHandover.of(second, from: "2026-02-20"))
            for offset in 0..<60 {
                let day = CalendarDate("2026-01-15").adding(days: offset)
                let primaries = try await clients.team(of: won.client, asOf: day).filter(\.isPrimary)
                let expected: UserID = day < "2026-02-10" ? .ann : day < "2026-02-20" ? .bob : .cleo
                #expect(primaries.map(\.user) == [expected], "\(day)")
            }
        }
    }

    @Test func whoHelpedAlreadyIsPrimaryInstead() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            try await clients.assign(.bob, to: won.client, share: 30, from: "2026-01-16")
            _ = try await clients.call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            #expect(
                try await clients.team(of: won.client).map(\.label).sorted() == [
                    "1 2026-01-15...2026-01-31 100 primary", "2 2026-01-16...2026-01-31 30",
                    "2 2026-02-01... 100 primary",
                ])
        }
    }

    @Test func whoSoldMayGoOnAsTheManager() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let draft = try await clients.draft(with: clients.create("Acme"))
            let won = try await clients.call(
                ActivateContract.of(draft, signedOn: "2026-01-15", executive: .ann, .to(.ann)))
            let handover = try #require(won.handover)
            let answer = try await clients.seen(by: .ann).call(CompleteHandover.of(handover, from: "2026-01-15"))
            #expect(answer.changes.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.begun, .removed])
            let team = try await clients.team(of: won.client)
            #expect(team.map(\.role) == [.accountManager])
            #expect(team.map(\.label) == ["1 2026-01-15... 100 primary"])
        }
    }

    @Test func aReturnedHandoverIsNotAccepted() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            let returned = try await clients.call(ReturnHandover.of(won.handover, "Who?")).handover
            await #expect(throws: HandoverStateRefused(state: .returned)) {
                try await clients.call(CompleteHandover.of(returned, from: "2026-02-01"))
            }
            #expect(try await clients.team(of: won.client).map(\.label) == ["1 2026-01-15... 100 primary"])
        }
    }

    @Test func nobodyElseAcceptsAndNobodyBeforeTheSigning() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            await #expect(throws: HandoverNotFound()) {
                try await clients.seen(by: .cleo).call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            }
            await #expect(throws: HandoverNotYours(incoming: .bob)) {
                try await clients.seen(by: .ann).call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            }
            await #expect(throws: HandoverDayRefused(earliest: "2026-01-15")) {
                try await clients.call(CompleteHandover.of(won.handover, from: "2026-01-14"))
            }
            await #expect(
                performing: {
                    _ = try await clients.call(
                        CompleteHandover.of(won.handover, from: "2026-02-01", outgoingStaysUntil: "2026-01-31"))
                }, throws: refusesParams(at: "$.outgoingStaysUntil"))
            try await clients.assign(.cleo, to: won.client, share: 10, from: "2026-01-20")
            await #expect(throws: ShareExceeded(role: .accountManager, on: "2026-02-01", total: Count(110))) {
                try await clients.call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            }
            await #expect(throws: HandoverNotFound()) {
                try await clients.inOtherOrganisation.call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            }
            let done = try await clients.call(CompleteHandover.of(won.handover, from: "2026-02-01", share: 90))
            await #expect(throws: VersionConflict(currentVersion: done.handover.version)) {
                try await clients.call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            }
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.call(CompleteHandover.of(won.handover, from: "2026-02-01")) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
