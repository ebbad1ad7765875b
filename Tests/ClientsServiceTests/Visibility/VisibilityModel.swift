// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

/// Who sees what, by nothing but lists of facts: the rule as it is written down.
struct VisibilityModel {
    struct Fact {
        let principal: UUIDValue
        let client: ClientID
        let days: ClosedRange<Int>
    }

    struct Line {
        let user: UserID
        let manager: UserID
        let days: ClosedRange<Int>
    }

    struct Member {
        let group: UserGroupID
        let user: UserID
        let days: ClosedRange<Int>
    }

    /// What is open has this last day.
    static let horizon = 30
    static let users: [UserID] = (1...9).map(UserID.number)

    var assignments: [Fact] = []
    var grants: [Fact] = []
    var lines: [Line] = []
    var members: [Member] = []

    /// The day of this number; number 10 is the one on which the clock stands first.
    static func date(_ day: Int) -> CalendarDate { ("2026-01-05" as CalendarDate).adding(days: day) }

    /// The user and all below him.
    func people(of user: UserID, on day: Int) -> Set<UserID> {
        var people: Set<UserID> = [user]
        while true {
            let below = lines.filter { $0.days.contains(day) && people.contains($0.manager) }.map(\.user)
            let more = people.union(below)
            if more == people { return people }
            people = more
        }
    }

    func clients(seenBy user: UserID, on day: Int) -> Set<ClientID> {
        let people = people(of: user, on: day)
        let groups = members.filter { $0.days.contains(day) && people.contains($0.user) }.map(\.group.uuid)
        let principals = Set(people.map(\.uuid) + groups)
        let facts = (assignments + grants).filter { $0.days.contains(day) && principals.contains($0.principal) }
        return Set(facts.map(\.client))
    }

    /// Nil when somebody would report to himself on some day.
    func reporting(_ user: UserID, to manager: UserID?, on days: ClosedRange<Int>) -> VisibilityModel? {
        var after = self
        after.lines = lines.flatMap { line -> [Line] in
            guard line.user == user else { return [line] }
            return line.days.without(days).map { Line(user: user, manager: line.manager, days: $0) }
        }
        if let manager { after.lines.append(Line(user: user, manager: manager, days: days)) }
        for day in 0...VisibilityModel.horizon {
            var superior: UserID? = user
            for _ in 0...VisibilityModel.users.count {
                superior = after.lines.first { $0.user == superior && $0.days.contains(day) }?.manager
            }
            if superior != nil { return nil }
        }
        return after
    }
}

extension ClosedRange<Int> {
    fileprivate func without(_ other: ClosedRange<Int>) -> [ClosedRange<Int>] {
        guard overlaps(other) else { return [self] }
        var left: [ClosedRange<Int>] = []
        if lowerBound < other.lowerBound { left.append(lowerBound...(other.lowerBound - 1)) }
        if upperBound > other.upperBound { left.append((other.upperBound + 1)...upperBound) }
        return left
    }
}

/// A made-up organisation: the service's and the model's.
struct MadeUpOrganisation {
    var model = VisibilityModel()
    private(set) var clients: [Client] = []
    private(set) var contacts: [Contact] = []
    private(set) var grants: [AccessGrant] = []
    private(set) var concerns: [Concern] = []
    private(set) var risks: [Risk] = []
    private(set) var refusedLines = 0

    init(_ service: ClientsUnderTest, _ random: inout SeededNumbers) async throws {
        for number in 0..<24 {
            clients.append(
                try await service.call(
                    CreateClient.of(
                        "Client \(number)", lifecycle: number % 3 == 0 ? .customer : .prospect,
                        country: number % 2 == 0 ? "GB" : "TH", externalIds: [.shop("\(number)")])
                ).client)
        }
        for number in 0..<16 {
            let places = Set((0...random.below(3)).map { _ in random.below(clients.count) })
            contacts.append(
                try await service.contact("Contact \(number)", at: places.sorted().map { clients[$0].id }))
        }
        try await assign(service, &random)
        try await report(service, &random)
        try await grant(service, &random)
        for number in 0..<12 {
            let client = clients[random.below(clients.count)]
            concerns.append(try await service.open("Concern \(number)", about: client))
            if number % 3 == 0 { risks.append(try await service.flag("Risk \(number)", about: client)) }
        }
    }

    private static func days(_ random: inout SeededNumbers) -> (ClosedRange<Int>, last: CalendarDate?) {
        let first = random.below(14)
        if random.below(2) == 0 { return (first...VisibilityModel.horizon, nil) }
        let last = first + random.below(16)
        return (first...last, VisibilityModel.date(last))
    }

    private mutating func assign(_ service: ClientsUnderTest, _ random: inout SeededNumbers) async throws {
        try await service.define(
            roles: NewTeamRole.initial + [.of(.auditor, givesSight: false), .of(.observer, mayBePrimary: true)])
        for number in 0..<45 {
            // What a role gives to see counts for assignments that there are as well, but for primary managers.
            if number == 30 {
                try await service.define(
                    roles: NewTeamRole.initial + [.of(.auditor), .of(.observer, givesSight: false)])
            }
            let role: AssignmentRole = [.specialist, .auditor, .observer][random.below(3)]
            let user = VisibilityModel.users[random.below(9)]
            let place = random.below(clients.count)
            let client = clients[place]
            let (days, last) = MadeUpOrganisation.days(&random)
            let isPrimary = role == .observer && number < 30 && last == nil && place >= 6
            do {
                try await service.assign(
                    user, to: client, role, share: 1, isPrimary: isPrimary,
                    from: VisibilityModel.date(days.lowerBound), to: last)
            } catch is AlreadyAssigned {
                continue
            } catch is PrimaryTaken {
                continue
            }
            if role == .observer && !isPrimary { continue }
            model.assignments.append(.init(principal: user.uuid, client: client.id, days: days))
        }
    }

    private mutating func report(_ service: ClientsUnderTest, _ random: inout SeededNumbers) async throws {
        for _ in 0..<24 {
            let user = VisibilityModel.users[random.below(9)]
            let manager = VisibilityModel.users[random.below(9)]
            let isNobody = random.below(6) == 0
            if user == manager { continue }
            let (days, last) = MadeUpOrganisation.days(&random)
            let expected = model.reporting(user, to: isNobody ? nil : manager, on: days)
            do {
                try await service.report(
                    user, to: isNobody ? nil : manager, from: VisibilityModel.date(days.lowerBound), until: last)
                guard let expected else { throw UnexpectedAnswer(what: "a cycle was accepted") }
                model = expected
            } catch is ReportingCycle {
                guard expected == nil else { throw UnexpectedAnswer(what: "a line was refused") }
                refusedLines += 1
            }
        }
    }

    private mutating func grant(_ service: ClientsUnderTest, _ random: inout SeededNumbers) async throws {
        var holders = VisibilityModel.users.map { AccessHolder(user: $0) }
        for number in 0..<3 {
            var group = try await service.group("Group \(number)", [])
            // Written twice, so that members of the first time are gone.
            for _ in 0..<2 {
                model.members.removeAll { $0.group == group.id }
                let members = Set((0..<3).map { _ in random.below(9) }).map { user in
                    (VisibilityModel.users[user], MadeUpOrganisation.days(&random))
                }
                group = try await service.group(
                    "Group \(number)",
                    members.map {
                        GroupMember(user: $0, from: VisibilityModel.date($1.0.lowerBound), to: $1.last)
                    }, replacing: group)
                model.members += members.map { .init(group: group.id, user: $0, days: $1.0) }
            }
            holders += [AccessHolder(group: group.id), AccessHolder(group: group.id)]
        }
        for _ in 0..<20 {
            let holder = holders[random.below(holders.count)]
            let client = clients[random.below(clients.count)]
            let (days, last) = MadeUpOrganisation.days(&random)
            let grant = try await service.grant(
                client, to: holder, from: VisibilityModel.date(days.lowerBound), until: last)
            grants.append(grant)
            if random.below(4) == 0 {
                grants[grants.count - 1] = try await service.revoke(grant)
            } else if let principal = holder.user?.uuid ?? holder.group?.uuid {
                model.grants.append(.init(principal: principal, client: client.id, days: days))
            }
        }
    }
}

/// The service and the model do not agree.
struct UnexpectedAnswer: Error {
    let what: String
}
