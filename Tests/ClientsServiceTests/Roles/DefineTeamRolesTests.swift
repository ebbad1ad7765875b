// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct DefineTeamRolesTests {
    @Test func usersGetTheRolesThatAreDefined() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            await #expect(throws: TeamRoleUnknown(role: .auditor, known: .initial)) {
                try await clients.assign(.ann, to: acme, .auditor, from: "2026-01-01")
            }
            let roles = try NewTeamRole.initial + [.of(.auditor)]
            let defined = try await clients.define(roles: roles)
            #expect(defined.version == Version(unchecked: 2))
            #expect(try await clients.call(ListTeamRoles()).roles == defined)
            #expect(try await clients.feed().last?.teamRoles == defined)
            try await clients.assign(.ann, to: acme, .auditor, from: "2026-01-01")
            #expect(try await clients.team(of: acme, .auditor).map(\.user) == [.ann])
            await #expect(throws: TeamRoleNotPrimary(role: .auditor, allowed: .initialPrimary)) {
                try await clients.assign(.bob, to: acme, .auditor, isPrimary: true, from: "2026-01-01")
            }
            let count = try await clients.feed().count
            #expect(try await clients.define(roles: roles) == defined)
            #expect(try await clients.feed().count == count)
        }
    }

    @Test func aRetiredRoleIsGivenToNobodyAndWhoHasItKeepsIt() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme", lifecycle: .customer)
            let ann = try await clients.assign(
                .ann, to: acme, .keyAccountManager, isPrimary: true, from: "2026-01-01"
            ).assignment
            let given = try [
                NewTeamRole.of(.accountExecutive, mayBePrimary: true), .of(.accountManager, mayBePrimary: true),
            ]
            let defined = try await clients.define(roles: given)
            #expect(
                Set(defined.roles.dropFirst(2).map(\.code))
                    == Set([AssignmentRole].initial).subtracting(
                        [.accountExecutive, .accountManager]))
            #expect(defined.roles.map(\.isRetired) == [false, false] + Array(repeating: true, count: 8))
            await #expect(
                throws: TeamRoleUnknown(role: .keyAccountManager, known: [.accountExecutive, .accountManager])
            ) {
                try await clients.assign(.bob, to: acme, .keyAccountManager, share: 1, from: "2026-01-01")
            }
            // Assignments of a retired role are listed, seen, handed over with a portfolio, and ended.
            #expect(try await clients.team(of: acme, .keyAccountManager) == [ann])
            #expect(try await clients.seen(by: .ann).sees(acme))
            let moved = try await clients.call(
                ReassignPortfolio(
                    idempotencyKey: .fresh(), user: .ann, receivers: List(validating: [PortfolioReceiver(user: .bob)]),
                    effectiveOn: "2026-02-01"))
            #expect(moved.moves.map(\.assignment) == [ann])
            #expect(try await clients.team(of: acme, asOf: "2026-02-01").map(\.role) == [.keyAccountManager])
            try await clients.assign(.cleo, to: acme, isPrimary: true, from: "2026-03-01", formerPrimary: .ends)
            #expect(try await clients.team(of: acme, asOf: "2026-02-28").map(\.user) == [.bob])
            // Given again, it is active again.
            let again = try await clients.define(roles: given + [.of(.keyAccountManager, mayBePrimary: true)])
            #expect(again.roles.first { $0.code == .keyAccountManager }?.isRetired == false)
            try await clients.assign(.bob, to: acme, .keyAccountManager, share: 1, from: "2026-03-01")
        }
    }

    @Test func aRoleGivesSightOrNot() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor, givesSight: false), .of(.observer)])
            try await clients.assign(.ann, to: acme, .auditor, from: "2026-01-01")
            try await clients.assign(.bob, to: acme, .observer, from: "2026-01-01")
            try await clients.report(.ann, to: .cleo)
            #expect(try await clients.seen(by: .ann).sees(acme) == false)
            #expect(try await clients.seen(by: .cleo).sees(acme) == false)
            #expect(try await clients.seen(by: .bob).sees(acme))
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor), .of(.observer, givesSight: false)])
            #expect(try await clients.seen(by: .ann).sees(acme))
            #expect(try await clients.seen(by: .cleo).sees(acme))
            #expect(try await clients.seen(by: .bob).sees(acme) == false)
            // Another role or a grant shows the client all the same.
            try await clients.assign(.bob, to: acme, .specialist, from: "2026-01-01")
            #expect(try await clients.seen(by: .bob).sees(acme))
            // A retired role goes on as it was.
            try await clients.define(roles: NewTeamRole.initial)
            #expect(try await clients.seen(by: .ann).sees(acme))
            // What one organisation says is nothing to another.
            let other = clients.inOtherOrganisation
            let others = try await other.create("Others")
            try await other.define(roles: NewTeamRole.initial + [.of(.observer)])
            try await other.assign(.bob, to: others, .observer, from: "2026-01-01")
            #expect(try await other.database.sights(of: .bob) == 2)
        }
    }

    @Test func signingAndHandoversGiveTheRolesThatAreSaid() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won("Before")
            #expect(won.handover.role == .accountManager)
            try await clients.define(
                roles: [.of(.observer, mayBePrimary: true), .of(.auditor, mayBePrimary: true)], executive: .observer,
                manager: .auditor)
            let after = try await clients.won("After")
            #expect(try await clients.team(of: after.client).map(\.role) == [.observer])
            #expect(after.handover.role == .auditor)
            // The role of an open handover was retired: who brings it up to date names another, or none.
            await #expect(throws: TeamRoleUnknown(role: .accountManager, known: [.observer, .auditor])) {
                try await clients.seen(by: .bob).call(CompleteHandover.of(won.handover, from: "2026-02-01"))
            }
            await #expect(throws: TeamRoleUnknown(role: .accountManager, known: [.observer, .auditor])) {
                try await clients.call(UpdateHandover.of(won.handover, .of("More")))
            }
            let updated = try await clients.call(
                UpdateHandover(
                    idempotencyKey: .fresh(), handover: won.handover.id, ifVersion: won.handover.version,
                    incoming: .bob, brief: won.handover.brief)
            ).handover
            #expect(updated.role == .auditor)
            _ = try await clients.seen(by: .bob).call(CompleteHandover.of(updated, from: "2026-02-01"))
            #expect(try await clients.team(of: won.client, asOf: "2026-02-01").map(\.role) == [.auditor])
            // Nor does a role that is primary no more.
            try await clients.define(
                roles: [.of(.observer, mayBePrimary: true), .of(.auditor)], executive: .observer, manager: .observer)
            await #expect(throws: TeamRoleNotPrimary(role: .auditor, allowed: [.observer])) {
                try await clients.seen(by: .bob).call(CompleteHandover.of(after.handover, from: "2026-02-01"))
            }
            await #expect(throws: TeamRoleNotPrimary(role: .auditor, allowed: [.observer])) {
                try await clients.call(UpdateHandover.of(after.handover, .of("More")))
            }
        }
    }

    @Test func stepsOfPlaybooksNameRolesThatThereAreOrWere() async throws {
        try await withClients { clients in
            await #expect(throws: TeamRoleUnknown(role: .auditor, known: .initial)) {
                try await clients.playbook("Start", [.on(0, "Count", role: .auditor)])
            }
            let acme = try await clients.create("Acme")
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor)])
            try await clients.assign(.bob, to: acme, .auditor, from: "2026-01-01")
            try await clients.define(roles: NewTeamRole.initial)
            let playbook = try await clients.playbook("Start", [.on(0, "Count", role: .auditor)])
            #expect(try await clients.start(playbook, with: acme, on: "2026-01-20").tasks.map(\.owner) == [.bob])
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let command = try DefineTeamRoles.of(
                [.of(.auditor), .of(.auditor), .of(.accountManager)], executive: .observer, manager: .accountManager)
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refusesParams(at: "$.roles[1].code", "$.executiveRole", "$.managerRole"))
            let blind = try DefineTeamRoles.of(
                NewTeamRole.initial + [.of(.auditor, mayBePrimary: true, givesSight: false)])
            await #expect(
                performing: { _ = try await clients.call(blind) }, throws: refusesParams(at: "$.roles[10].givesSight"))
            for code in ["", "Ann", "a b", String(repeating: "a", count: 41)] {
                #expect(throws: ContractViolation.self) { try AssignmentRole(validating: code) }
            }
            for round in 0..<2 {
                let many = try (0..<45).map { try NewTeamRole.of(AssignmentRole(validating: "r\(round)_\($0)")) }
                try await clients.define(
                    roles: [.of(.accountExecutive, mayBePrimary: true), .of(.accountManager, mayBePrimary: true)] + many
                )
            }
            let present = try await clients.call(ListTeamRoles()).roles
            #expect(present.roles.count == 100)
            await #expect(
                performing: {
                    try await clients.define(roles: present.roles.prefix(3).map(NewTeamRole.init) + [.of(.auditor)])
                }, throws: refusesParams(at: "$.roles"))
        }
    }

    @Test func anOldVersionConflicts() async throws {
        try await withClients { clients in
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor)])
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(DefineTeamRoles.of(NewTeamRole.initial))
            }
        }
    }

    @Test func onlyWhoConfiguresDefines() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.readClients, .writeClients, .assignClients]))
            await #expect(
                performing: { _ = try await writer.call(DefineTeamRoles.of(NewTeamRole.initial)) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    /// Whoever was told that a user has the role was told so before the role was retired.
    @Test func nobodyGetsARoleThatIsBeingRetired() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            try await clients.define(roles: NewTeamRole.initial + [.of(.auditor)])
            let places = try await clients.createMany(24)
            let assigned = try await withThrowingTaskGroup(of: Bool.self) { group in
                for (index, client) in places.enumerated() {
                    group.addTask {
                        if index == 12 { try await clients.define(roles: NewTeamRole.initial) }
                        do {
                            try await clients.assign(.ann, to: client, .auditor, from: "2026-01-01")
                            return true
                        } catch is TeamRoleUnknown {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            let feed = try await clients.feed()
            let retired = try #require(feed.lastIndex { $0.teamRoles != nil })
            let begun = feed.indices.filter { feed[$0].assignmentChanges != nil }
            #expect(begun.count == assigned)
            #expect(begun.allSatisfy { $0 < retired })
            #expect(assigned < places.count)
        }
    }
}

extension ClientsUnderTest {
    fileprivate func createMany(_ count: Int) async throws -> [Client] {
        var made: [Client] = []
        for number in 0..<count { made.append(try await create("Client \(number)")) }
        return made
    }
}

extension TestDatabase {
    /// Places in the table that shows clients to somebody, in all organisations.
    fileprivate func sights(of user: UserID) async throws -> Int {
        try await withPool(as: .clients, size: 1) { pool in
            try await pool.row(
                "select count(*) from clients.sight where principal_id = \(user.text)::uuid", as: Int.self)
        }
    }
}
