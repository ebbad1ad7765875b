// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct MoveConcernTests {
    @Test func aConcernGoesItsWayAndEachStepKeepsItsTimes() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let received = try await clients.open("Broken", about: acme)
            time.advance(hours: 1)
            let acknowledged = try await clients.move(received, to: .acknowledged)
            #expect(acknowledged.acknowledgedAt == time.now)
            #expect(acknowledged.dueAt == received.assignBy)
            time.advance(hours: 1)
            let assigned = try await clients.move(acknowledged, to: .assigned, user: .ann)
            #expect(assigned.assignedAt == time.now)
            #expect(assigned.user == .ann)
            let passed = try await clients.move(assigned, to: .assigned, team: "Second line")
            #expect(passed.user == nil)
            #expect(passed.team?.text == "Second line")
            #expect(passed.dueAt == received.resolveBy)
            time.advance(hours: 1)
            let resolved = try await clients.move(passed, to: .resolved, note: "Replaced")
            #expect(resolved.resolvedAt == time.now)
            #expect(resolved.dueAt == nil)
            #expect(!resolved.acknowledgedLate && !resolved.resolvedLate)
            let moves = try await clients.call(GetConcern(concern: received.id)).moves
            #expect(moves.map(\.to) == [.received, .acknowledged, .assigned, .assigned, .resolved])
            #expect(
                moves.map(\.dueBy) == [nil, received.acknowledgeBy, received.assignBy, nil, received.resolveBy])
            #expect(moves.last?.note?.text == "Replaced")
            #expect(try await clients.feed().compactMap(\.concern?.version.rawValue) == [1, 2, 3, 4, 5])
        }
    }

    @Test func whatIsAcknowledgedLateStaysSoForEver() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let received = try await clients.open("Broken", about: acme)
            time.advance(hours: 5)
            let status = try await clients.call(GetConcern(concern: received.id)).status
            #expect(status.overdueSince == received.acknowledgeBy)
            let late = try await clients.move(received, to: .acknowledged)
            #expect(late.acknowledgedLate)
            #expect(late.move.isLate)
            let resolved = try await clients.move(late, to: .resolved, note: "Done")
            let reopened = try await clients.move(resolved, to: .reopened, note: "Broken again")
            let again = try await clients.move(reopened, to: .acknowledged)
            #expect(again.acknowledgedLate)
            #expect(!again.move.isLate)
            #expect(try await clients.concerns(ConcernFilter(acknowledgedLate: true)).map(\.id) == [received.id])
        }
    }

    @Test func aReopenedConcernHasItsTimeAgain() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            var concern = try await clients.open("Broken", about: acme)
            concern = try await clients.move(concern, to: .acknowledged)
            time.advance(hours: 100)
            concern = try await clients.move(concern, to: .resolved, note: "Done")
            #expect(concern.resolvedLate)
            for _ in 1...2 {
                time.advance(hours: 10)
                concern = try await clients.move(concern, to: .reopened, note: "Not done")
                #expect(concern.reopenedAt == time.now)
                #expect(concern.acknowledgeBy == time.now.adding(seconds: 4 * 3600))
                #expect(concern.assignBy == time.now.adding(seconds: 8 * 3600))
                #expect(concern.resolveBy == time.now.adding(seconds: 72 * 3600))
                #expect(concern.dueAt == concern.acknowledgeBy)
                #expect(concern.acknowledgedAt == nil && concern.resolvedAt == nil)
                concern = try await clients.move(concern, to: .acknowledged)
                concern = try await clients.move(concern, to: .resolved, note: "Done")
            }
        }
    }

    @Test func everyMoveThatIsNotAllowedIsRefusedByName() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            var concern = try await clients.open("Broken", about: acme)
            let way: [(state: ConcernState, allowed: [ConcernState])] = [
                (.received, [.acknowledged]), (.acknowledged, [.assigned, .resolved]),
                (.assigned, [.assigned, .resolved]), (.resolved, [.reopened]), (.reopened, [.acknowledged]),
            ]
            for (state, allowed) in way {
                if concern.state != state { concern = try await go(concern, to: state, clients) }
                for refused in ConcernState.allCases where !allowed.contains(refused) {
                    let present = concern
                    await #expect(throws: ConcernMoveRefused(state: state, allowed: allowed)) {
                        try await go(present, to: refused, clients)
                    }
                }
            }
        }
    }

    private func go(
        _ concern: Concern, to state: ConcernState, _ clients: ClientsUnderTest
    ) async throws -> Concern {
        try await clients.move(concern, to: state, user: state == .assigned ? .ann : nil, note: "Because")
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            let wrong: [(state: ConcernState, user: UserID?, team: String?, path: String)] = [
                (.assigned, nil, nil, "$.user"), (.assigned, .ann, "Team", "$.user"),
                (.acknowledged, .ann, nil, "$.user"), (.acknowledged, nil, "Team", "$.team"),
                (.resolved, nil, nil, "$.note"), (.reopened, nil, nil, "$.note"),
            ]
            for (state, user, team, path) in wrong {
                await #expect(
                    performing: { try await clients.move(concern, to: state, user: user, team: team) },
                    throws: refusesParams(at: path))
            }
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            let moved = try await clients.move(concern, to: .acknowledged)
            await #expect(throws: VersionConflict(currentVersion: moved.version)) {
                try await clients.move(concern, to: .acknowledged)
            }
            #expect(try await clients.call(GetConcern(concern: concern.id)).status.concern == moved)
        }
    }

    @Test func anotherOrganisationsConcernIsNotFound() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            await #expect(throws: ConcernNotFound()) {
                try await clients.inOtherOrganisation.move(concern, to: .acknowledged)
            }
        }
    }

    @Test func onlyWritersOfConcernsMove() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            let reader = clients.as(.user(with: [.readConcerns]))
            await #expect(
                performing: { try await reader.move(concern, to: .acknowledged) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
