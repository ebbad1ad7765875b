// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct AssignTests {
    @Test func anAssignmentIsDatedAndGivesTheClientItsNextVersion() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let answer = try await clients.call(
                Assign.of(.ann, to: client, .specialist, share: 40, from: "2026-03-01", to: "2026-03-31"))
            #expect(
                answer.assignment
                    == Assignment(
                        id: answer.assignment.id, client: client.id, user: .ann, role: .specialist,
                        share: SharePercent(unchecked: 40), isPrimary: false, from: "2026-03-01", to: "2026-03-31"))
            #expect(answer.changes == [AssignmentChange(kind: .begun, assignment: answer.assignment)])
            #expect(answer.clientVersion == Version(unchecked: 2))
            #expect(try await clients.call(GetClient(client: client.id)).client.version == answer.clientVersion)
            #expect(try await clients.team(of: client) == [answer.assignment])
            for (day, count) in [
                ("2026-02-28", 0), ("2026-03-01", 1), ("2026-03-31", 1), ("2026-04-01", 0),
            ] as [(CalendarDate, Int)] {
                #expect(try await clients.team(of: client, asOf: day).count == count, "\(day)")
            }
        }
    }

    @Test func theFeedShowsWhatChangedWithTheClient() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-01-01")
            let second = try await clients.assign(
                .bob, to: client, isPrimary: true, from: "2026-02-01", formerPrimary: .ends)
            #expect(second.changes.map(\.kind) == [.changed, .begun])
            let feed = try await clients.feed()
            #expect(feed.map(\.client?.version.rawValue) == [1, 2, 3])
            #expect(feed.map(\.kind) == [.created, .updated, .updated])
            #expect(feed[0].assignmentChanges == nil)
            #expect(feed[1].assignmentChanges?.map(\.assignment.label) == ["1 2026-01-01... 100 primary"])
            #expect(feed[2].assignmentChanges == second.changes)
            #expect(
                second.changes.map(\.assignment.label)
                    == ["1 2026-01-01...2026-01-31 100 primary", "2 2026-02-01... 100 primary"])
        }
    }

    @Test func aSecondPrimaryManagerIsRefusedAndLeavesNothing() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", lifecycle: .customer)
            let first = try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-01-01").assignment
            await #expect(throws: PrimaryTaken(assignment: first)) {
                try await clients.assign(.bob, to: client, .keyAccountManager, isPrimary: true, from: "2027-01-01")
            }
            #expect(try await clients.team(of: client) == [first])
            #expect(try await clients.feed().count == 2)
        }
    }

    @Test func theFormerPrimaryEndsOrStepsBackWhenAsked() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", lifecycle: .customer)
            try await clients.assign(.ann, to: client, .accountExecutive, isPrimary: true, from: "2026-01-01")
            try await clients.assign(.bob, to: client, isPrimary: true, from: "2026-02-01", formerPrimary: .stepsBack)
            #expect(
                try await clients.team(of: client).map(\.label).sorted() == [
                    "1 2026-01-01...2026-01-31 100 primary", "1 2026-02-01... 100",
                    "2 2026-02-01... 100 primary",
                ])
            try await clients.assign(
                .cleo, to: client, .accountDirector, isPrimary: true, from: "2026-03-01", to: "2026-03-10",
                formerPrimary: .ends)
            // Who stands in for some days is followed by whom he stood in for.
            #expect(
                try await clients.team(of: client).filter(\.isPrimary).map(\.label).sorted() == [
                    "1 2026-01-01...2026-01-31 100 primary", "2 2026-02-01...2026-02-28 100 primary",
                    "2 2026-03-11... 100 primary", "3 2026-03-01...2026-03-10 100 primary",
                ])
        }
    }

    @Test func aPrimaryWhoseDaysAreAllTakenIsRemovedAndStaysInTheFeed() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme", lifecycle: .customer)
            let wrong = try await clients.assign(.ann, to: client, isPrimary: true, from: "2026-02-01").assignment
            let right = try await clients.assign(
                .bob, to: client, isPrimary: true, from: "2026-02-01", formerPrimary: .ends)
            #expect(try await clients.team(of: client) == [right.assignment])
            #expect(try await clients.feed().last?.assignmentChanges?.map(\.kind) == [.removed, .begun])
            #expect(right.changes.first?.assignment == wrong)
        }
    }

    @Test func aCustomerIsNotLeftAloneAfterAPrimaryWithALastDay() async throws {
        try await withClients { clients in
            let customer = try await clients.create("Customer", lifecycle: .customer)
            await #expect(throws: PrimaryMissing(client: customer.id, from: "2026-02-01")) {
                try await clients.assign(.ann, to: customer, isPrimary: true, from: "2026-01-01", to: "2026-01-31")
            }
            // A prospect may be without one, and is followed up later.
            let prospect = try await clients.create("Prospect")
            try await clients.assign(.ann, to: prospect, isPrimary: true, from: "2026-01-01", to: "2026-01-31")
            try await clients.assign(.bob, to: prospect, isPrimary: true, from: "2026-03-01")
            #expect(try await clients.team(of: prospect, asOf: "2026-02-15").isEmpty)
            #expect(try await clients.team(of: prospect).count == 2)
        }
    }

    @Test func sharesOfARoleAreAHundredPerCentAtMost() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, .specialist, share: 60, from: "2026-01-01", to: "2026-01-31")
            try await clients.assign(.bob, to: client, .specialist, share: 40, from: "2026-01-15")
            await #expect(throws: ShareExceeded(role: .specialist, on: "2026-01-15", total: Count(101))) {
                try await clients.assign(.cleo, to: client, .specialist, share: 1, from: "2026-01-01")
            }
            // Another role's shares are its own, and so is the next month.
            try await clients.assign(.cleo, to: client, .accountManager, share: 100, from: "2026-01-01")
            try await clients.assign(.cleo, to: client, .specialist, share: 60, from: "2026-02-01")
        }
    }

    @Test func nobodyHasARoleTwiceOnOneDay() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let first = try await clients.assign(.ann, to: client, share: 10, from: "2026-01-01").assignment
            await #expect(throws: AlreadyAssigned(assignment: first)) {
                try await clients.assign(.ann, to: client, share: 10, from: "2027-01-01")
            }
            try await clients.assign(.ann, to: client, .specialist, from: "2027-01-01")
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, from: "2026-01-01")
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(Assign.of(.bob, to: client, .specialist, from: "2026-01-01"))
            }
            #expect(try await clients.team(of: client).count == 1)
        }
    }

    @Test func anUnknownClientOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(Assign.of(.ann, to: client, from: "2026-01-01"))
            }
            #expect(try await clients.team(of: client).isEmpty)
        }
    }

    @Test func valuesThatDoNotFitTogetherAreRefused() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let refused: [(Assign, String)] = [
                (try .of(.ann, to: client, from: "2026-03-02", to: "2026-03-01"), "$.to"),
                (try .of(.ann, to: client, from: "2026-03-02", to: "9999-12-31"), "$.to"),
                (try .of(.ann, to: client, from: "2026-03-02", formerPrimary: .ends), "$.formerPrimary"),
            ]
            for (command, path) in refused {
                await #expect(
                    performing: { _ = try await clients.call(command) },
                    throws: { ($0 as? RemoteError)?.violations.map(\.path) == [path] })
            }
            for share in [0, 101] {
                await #expect(throws: (any Error).self) {
                    try await clients.assign(.ann, to: client, share: Int64(share), from: "2026-03-01")
                }
            }
            #expect(try await clients.team(of: client).isEmpty)
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let command = try Assign.of(.ann, to: client, from: "2026-01-01")
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.team(of: client).count == 1)
            await #expect(throws: IdempotencyKeyReused()) {
                try await clients.call(Assign.of(.bob, to: client, key: command.idempotencyKey, from: "2026-01-01"))
            }
        }
    }

    @Test func onlyThoseWhoMayAssignDo() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let writer = clients.as(.user(with: [.readClients, .writeClients, .reassignPortfolios]))
            await #expect(
                performing: { _ = try await writer.call(Assign.of(.ann, to: client, from: "2026-01-01")) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    /// Fifty writers, each of whom reads the version, assigns, and begins again on a conflict.
    @Test func fiftyWritersOnOneClientLoseNothing() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let client = try await clients.create("Acme")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...50 {
                    group.addTask {
                        for _ in 1...200 {
                            do {
                                try await clients.assign(
                                    .number(writer), to: client, .specialist, share: 2, from: "2026-01-01")
                                return
                            } catch is VersionConflict {}
                        }
                        Issue.record("Writer \(writer) met a conflict two hundred times.")
                    }
                }
                try await group.waitForAll()
            }
            let team = try await clients.team(of: client)
            #expect(Set(team.map(\.user)) == Set((1...50).map { UserID.number($0) }))
            #expect(try await clients.call(GetClient(client: client.id)).client.version == Version(unchecked: 51))
            #expect(try await clients.feed().compactMap(\.assignmentChanges).flatMap(\.self).count == 50)
        }
    }
}
