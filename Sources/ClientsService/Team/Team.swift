// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Everybody who was, is or will be assigned to one client, and what a command does about it.
struct Team {
    struct Member: Equatable {
        var assignment: Assignment
        /// Of a primary one with a last day that nobody follows: what the client was when it was given that day.
        var vacantAs: Lifecycle?
    }

    let client: ClientID
    let lifecycle: Lifecycle
    /// As it is stored.
    let before: [Member]
    private(set) var members: [Member]

    init(_ members: [Member], of client: ClientID, lifecycle: Lifecycle) {
        self.client = client
        self.lifecycle = lifecycle
        before = members
        self.members = members
    }

    var assignments: [Assignment] { members.map(\.assignment) }

    /// Throws `AlreadyAssigned`, `PrimaryTaken`, `ShareExceeded` and `PrimaryMissing`.
    mutating func add(_ new: Assignment, formerPrimary: FormerPrimary?, at now: Instant) throws {
        if new.isPrimary { try makeRoom(for: new, formerPrimary, at: now) }
        if let same = TeamRules.assignment(of: new.user, in: new.role, on: new.days, among: assignments) {
            throw AlreadyAssigned(assignment: same)
        }
        members.append(Member(assignment: new))
        try TeamRules.requireShares(assignments)
        try settle()
    }

    /// Throws `AssignmentNotFound`, `AssignmentDayRefused` and `PrimaryMissing`.
    mutating func end(_ id: AssignmentID, on last: CalendarDate) throws -> Assignment {
        guard let index = members.firstIndex(where: { $0.assignment.id == id }) else { throw AssignmentNotFound() }
        let present = members[index].assignment
        guard present.days.contains(last) else { throw AssignmentDayRefused(from: present.from, to: present.to) }
        if present.to == last { return present }
        let ended = present.on(DayRange(first: present.from, last: last))
        members[index] = Member(assignment: ended)
        try settle()
        return ended
    }

    /// Gives the days from `day` on to another user, who must be free for them.
    mutating func handOver(_ id: AssignmentID, to user: UserID, on day: CalendarDate, at now: Instant) throws {
        guard let index = members.firstIndex(where: { $0.assignment.id == id }) else { throw AssignmentNotFound() }
        let present = members[index]
        guard present.assignment.from < day else {
            members[index].assignment = present.assignment.on(present.assignment.days, by: user)
            return
        }
        let kept = DayRange(first: present.assignment.from, last: day.adding(days: -1))
        let given = DayRange(first: day, last: present.assignment.to)
        members[index] = Member(assignment: present.assignment.on(kept))
        members.append(
            Member(
                assignment: present.assignment.on(given, as: .new(at: now), by: user), vacantAs: present.vacantAs))
        try settle()
    }

    /// Takes in an assignment that fits in, which was another client's.
    mutating func receive(_ member: Member) {
        members.append(member)
    }

    /// Gives up assignments that belong to another client again. Throws `PrimaryMissing`.
    mutating func release(_ ids: Set<AssignmentID>) throws(PrimaryMissing) {
        members.removeAll { ids.contains($0.assignment.id) }
        try settle()
    }

    /// The days from `day` on do not count any more; an assignment that has no others is removed. For those who help a
    /// primary manager.
    mutating func withdraw(_ id: AssignmentID, from day: CalendarDate) {
        guard let index = members.firstIndex(where: { $0.assignment.id == id }) else { return }
        let present = members[index].assignment
        if present.from >= day {
            members.remove(at: index)
        } else if present.to.map({ $0 >= day }) ?? true {
            members[index] = Member(
                assignment: present.on(DayRange(first: present.from, last: day.adding(days: -1))))
        }
    }

    /// Takes the days of `new` out of the primary assignments that have some of them.
    private mutating func makeRoom(for new: Assignment, _ former: FormerPrimary?, at now: Instant) throws {
        var left: [Member] = []
        for member in members {
            guard member.assignment.isPrimary, let common = member.assignment.days.common(with: new.days) else {
                left.append(member)
                continue
            }
            guard let former else { throw PrimaryTaken(assignment: member.assignment) }
            var pieces = member.assignment.days.without(new.days).map { days in
                Member(
                    assignment: member.assignment.on(days, as: .new(at: now)),
                    vacantAs: days.last == member.assignment.to ? member.vacantAs : nil)
            }
            let isSame = member.assignment.user == new.user && member.assignment.role == new.role
            if former == .stepsBack, !isSame {
                pieces.append(
                    Member(assignment: member.assignment.on(common, as: .new(at: now), isPrimary: false)))
            }
            // The first piece is the assignment that there was.
            if let first = pieces.first {
                pieces[0].assignment = first.assignment.on(first.assignment.days, as: member.assignment.id)
            }
            left += pieces
        }
        members = left
    }

    /// A primary assignment is followed on the day after its last one, or it was given that day while the client was
    /// no customer.
    private mutating func settle() throws(PrimaryMissing) {
        let begins = Set(members.filter(\.assignment.isPrimary).map(\.assignment.from))
        for index in members.indices where members[index].assignment.isPrimary {
            guard let next = members[index].assignment.to?.adding(days: 1) else { continue }
            if begins.contains(next) {
                members[index].vacantAs = nil
            } else if members[index].vacantAs == nil {
                guard lifecycle != .customer else { throw PrimaryMissing(client: client, from: next) }
                members[index].vacantAs = lifecycle
            }
        }
    }
}

/// What is to be written about a team.
extension Team {
    var begun: [Member] {
        let known = Set(before.map(\.assignment.id))
        return members.filter { !known.contains($0.assignment.id) }
    }

    var changed: [Member] {
        let stored = Dictionary(uniqueKeysWithValues: before.map { ($0.assignment.id, $0) })
        return members.filter { member in stored[member.assignment.id].map { $0 != member } ?? false }
    }

    var removed: [Member] {
        let kept = Set(members.map(\.assignment.id))
        return before.filter { !kept.contains($0.assignment.id) }
    }

    /// What the feed tells, by the assignments' ids.
    var changes: [AssignmentChange] {
        let stored = Dictionary(uniqueKeysWithValues: before.map { ($0.assignment.id, $0.assignment) })
        var changes = removed.map { AssignmentChange(kind: .removed, assignment: $0.assignment) }
        for member in changed where stored[member.assignment.id] != member.assignment {
            changes.append(AssignmentChange(kind: .changed, assignment: member.assignment))
        }
        changes += begun.map { AssignmentChange(kind: .begun, assignment: $0.assignment) }
        return changes.sorted { $0.assignment.id < $1.assignment.id }
    }
}
