// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Who answers for a client, day after day.
extension Team {
    func primary(on day: CalendarDate) -> Assignment? {
        assignments.first { $0.isPrimary && $0.days.contains(day) }
    }

    /// The days from `day` on on which nobody is the primary manager, in their order.
    func vacancies(from day: CalendarDate) -> [DayRange] {
        var vacant: [DayRange] = []
        var next = day
        for primary in assignments.filter(\.isPrimary).sorted(by: { $0.from < $1.from }) {
            guard primary.to.map({ $0 >= next }) ?? true else { continue }
            if primary.from > next { vacant.append(DayRange(first: next, last: primary.from.adding(days: -1))) }
            guard let to = primary.to else { return vacant }
            next = to.adding(days: 1)
        }
        return vacant + [DayRange(first: next, last: nil)]
    }

    /// Each day from `day` on gets a primary manager: the executive where there is none.
    ///
    /// Throws `PrimaryMissing` where there is none and no executive is named, `AlreadyAssigned` where he helps already
    /// in the role, and `ShareExceeded`.
    mutating func cover(
        from day: CalendarDate, by executive: UserID?, as role: AssignmentRole, at now: Instant
    ) throws {
        for days in vacancies(from: day) {
            guard let executive else { throw PrimaryMissing(client: client, from: days.first) }
            let assignment = Assignment(
                id: .new(at: now), client: client, user: executive, role: role, share: .whole,
                isPrimary: true, from: days.first, to: days.last)
            try add(assignment, formerPrimary: nil, at: now)
        }
    }

    /// The user is the primary manager from `day` on. Those who were to be so stay on the team until the given day, or
    /// leave it; what he himself did in the role beside another ends.
    ///
    /// Throws `ShareExceeded`.
    mutating func takeOver(
        _ user: UserID, as role: AssignmentRole, share: SharePercent, from day: CalendarDate,
        othersStayUntil last: CalendarDate?, at now: Instant
    ) throws {
        let days = DayRange(first: day, last: nil)
        let helping = assignments.filter {
            !$0.isPrimary && $0.user == user && $0.role == role && $0.days.overlaps(days)
        }
        for assignment in helping { withdraw(assignment.id, from: day) }
        let helpers = Set(assignments.filter { !$0.isPrimary }.map(\.id))
        let assignment = Assignment(
            id: .new(at: now), client: client, user: user, role: role, share: share, isPrimary: true, from: day)
        try add(assignment, formerPrimary: last == nil ? .ends : .stepsBack, at: now)
        guard let last else { return }
        for other in assignments where !other.isPrimary && !helpers.contains(other.id) {
            withdraw(other.id, from: last.adding(days: 1))
        }
    }
}
