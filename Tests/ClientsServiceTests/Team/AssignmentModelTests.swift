// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

/// The service beside a model that is nothing but a list of facts a day: both refuse the same commands, and answer
/// the same for each day.
@Suite struct AssignmentModelTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func everyDayIsAsInTheListOfDatedFacts(seed: UInt64) async throws {
        try await withClients { clients in
            var random = Numbers(seed: seed)
            let client = try await clients.create("Acme", lifecycle: .customer)
            var model = Model()
            var accepted = 0
            for step in 1...120 {
                let isAccepted =
                    try await random.below(4) == 0
                    ? end(&model, of: client, clients, &random) : assign(&model, to: client, clients, &random)
                if isAccepted { accepted += 1 }
                if step % 20 == 0 {
                    for day in Model.days {
                        let answer = try await clients.team(of: client, asOf: Model.date(day)).map(Fact.init)
                        #expect(Set(answer) == model.facts[day], "seed \(seed), step \(step), day \(day)")
                        #expect(answer.count == model.facts[day].count)
                    }
                }
            }
            #expect(accepted > 5)
            for user in Model.users {
                let portfolio = try await clients.portfolio(of: user, asOf: Model.date(7))
                #expect(Set(portfolio.map { Fact($0.assignment) }) == model.facts[7].filter { $0.user == user })
            }
        }
    }

    private func assign(
        _ model: inout Model, to client: Client, _ clients: ClientsUnderTest, _ random: inout Numbers
    ) async throws -> Bool {
        let first = random.below(Model.horizon)
        let isOpen = random.below(3) == 0
        let last = isOpen ? nil : first + random.below(Model.horizon - first)
        let fact = Fact(
            user: Model.users[random.below(Model.users.count)],
            role: Model.roles[random.below(3)],
            share: Int64([20, 40, 50, 100][random.below(4)]), isPrimary: random.below(2) == 0)
        let former = fact.isPrimary ? Model.formers[random.below(3)] : nil
        let expected = model.assigning(fact, from: first, to: last, former: former)
        let isAccepted = try await isDone {
            try await clients.assign(
                fact.user, to: client, fact.role, share: fact.share, isPrimary: fact.isPrimary,
                from: Model.date(first), to: last.map(Model.date), formerPrimary: former)
        }
        #expect(isAccepted == (expected != nil), "\(fact) \(first)...\(last ?? -1) \(String(describing: former))")
        if let expected { model = expected }
        return isAccepted
    }

    private func end(
        _ model: inout Model, of client: Client, _ clients: ClientsUnderTest, _ random: inout Numbers
    ) async throws -> Bool {
        let team = try await clients.team(of: client)
        guard !team.isEmpty else { return false }
        let assignment = team[random.below(team.count)]
        let last = random.below(Model.horizon)
        let expected = model.ending(assignment, on: last)
        let isAccepted = try await isDone { try await clients.end(assignment, on: Model.date(last)) }
        #expect(isAccepted == (expected != nil), "\(assignment.label) \(last)")
        if let expected { model = expected }
        return isAccepted
    }

    /// Whether it was carried out; false when it was refused for a reason of the team's.
    private func isDone<Answer>(_ body: () async throws -> Answer) async throws -> Bool {
        do {
            _ = try await body()
            return true
        } catch is AlreadyAssigned {
        } catch is AssignmentDayRefused {
        } catch is PrimaryMissing {
        } catch is PrimaryTaken {
        } catch is ShareExceeded {}
        return false
    }
}

/// That somebody looks after the client on one day.
private struct Fact: Hashable {
    let user: UserID
    let role: AssignmentRole
    let share: Int64
    let isPrimary: Bool

    init(user: UserID, role: AssignmentRole, share: Int64, isPrimary: Bool) {
        self.user = user
        self.role = role
        self.share = share
        self.isPrimary = isPrimary
    }

    init(_ assignment: Assignment) {
        self.init(
            user: assignment.user, role: assignment.role, share: assignment.share.rawValue,
            isPrimary: assignment.isPrimary)
    }
}

private struct Model {
    /// Whoever has no last day is there on the day of this number, and on no day after it is anything tried.
    static let horizon = 24
    static let days = 0...horizon
    static let roles: [AssignmentRole] = [.accountManager, .keyAccountManager, .accountExecutive]
    static let formers: [FormerPrimary?] = [nil, .ends, .stepsBack]
    static let users: [UserID] = [.ann, .bob, .cleo, .number(4)]

    /// By day; the last one stands for all days to come.
    var facts = [Set<Fact>](repeating: [], count: Model.horizon + 1)

    static func date(_ day: Int) -> CalendarDate { ("2026-01-01" as CalendarDate).adding(days: day) }

    static func day(of date: CalendarDate) -> Int { Int(date.daysSince1970 - Model.date(0).daysSince1970) }

    /// Nil when it is refused.
    func assigning(_ fact: Fact, from first: Int, to last: Int?, former: FormerPrimary?) -> Model? {
        var after = self
        for day in first...(last ?? Model.horizon) {
            if fact.isPrimary, let primary = facts[day].first(where: \.isPrimary) {
                guard let former else { return nil }
                after.facts[day].remove(primary)
                let isSame = primary.user == fact.user && primary.role == fact.role
                if former == .stepsBack, !isSame {
                    let stepped = Fact(
                        user: primary.user, role: primary.role, share: primary.share, isPrimary: false)
                    guard !after.facts[day].contains(where: { $0.user == stepped.user && $0.role == stepped.role })
                    else { return nil }
                    after.facts[day].insert(stepped)
                }
            }
            guard !after.facts[day].contains(where: { $0.user == fact.user && $0.role == fact.role }) else {
                return nil
            }
            after.facts[day].insert(fact)
            let total = after.facts[day].filter { $0.role == fact.role }.reduce(0) { $0 + $1.share }
            guard total <= 100 else { return nil }
        }
        return after.hasGap ? nil : after
    }

    /// Nil when it is refused.
    func ending(_ assignment: Assignment, on last: Int) -> Model? {
        let first = Model.day(of: assignment.from)
        let end = assignment.to.map(Model.day) ?? Model.horizon
        guard last >= first, last <= end else { return nil }
        var after = self
        for day in (last + 1)..<max(end + 1, last + 1) { after.facts[day].remove(Fact(assignment)) }
        return after.hasGap ? nil : after
    }

    /// Whether a day without a primary manager comes after one with.
    private var hasGap: Bool {
        let isManaged = facts.map { $0.contains(where: \.isPrimary) }
        return isManaged.firstIndex(of: true).map { isManaged[$0...].contains(false) } ?? false
    }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
private struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
