// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about the assignments of one client that need no database.
enum TeamRules {
    static func requireAllowed(_ command: Assign) throws(InvalidParams) {
        if let to = command.to {
            guard to >= command.from else { throw InvalidParams(path: "$.to", rule: "must not be before from") }
            try requireAllowed(lastDay: to)
        }
        let isPrimary = command.isPrimary == true
        guard isPrimary || command.formerPrimary == nil else {
            throw InvalidParams(path: "$.formerPrimary", rule: "must be given with isPrimary only")
        }
    }

    static func requireAllowed(lastDay: CalendarDate) throws(InvalidParams) {
        guard lastDay <= DayRange.greatestLast else {
            throw InvalidParams(path: "$.to", rule: "must be before 9999-12-31; leave it out for no end")
        }
    }

    static func requireAllowed(_ command: ReassignPortfolio) throws(InvalidParams) {
        guard !command.receivers.contains(where: { $0.user == command.user }) else {
            throw InvalidParams(path: "$.receivers", rule: "must not have the user who hands over")
        }
        guard Set(command.receivers.map(\.user)).count == command.receivers.count else {
            throw InvalidParams(path: "$.receivers", rule: "must have each user once")
        }
    }

    /// Each role's shares by themselves. Sums change on first days and on the days after last ones only.
    static func requireShares(_ team: [Assignment]) throws(ShareExceeded) {
        for role in Set(team.map(\.role)).sorted() {
            var steps: [(day: CalendarDate, share: Int64)] = []
            for assignment in team where assignment.role == role {
                steps.append((assignment.from, assignment.share.rawValue))
                if let to = assignment.to { steps.append((to.adding(days: 1), -assignment.share.rawValue)) }
            }
            steps.sort { $0.day < $1.day }
            var total: Int64 = 0
            for (index, step) in steps.enumerated() {
                total += step.share
                let isDayComplete = index == steps.count - 1 || steps[index + 1].day > step.day
                guard !isDayComplete || total <= SharePercent.whole.rawValue else {
                    throw ShareExceeded(role: role, on: step.day, total: Count(unchecked: total))
                }
            }
        }
    }

    /// The first of the team, if any, that has the user in the role on some of the days.
    static func assignment(
        of user: UserID, in role: AssignmentRole, on days: DayRange, among team: [Assignment]
    ) -> Assignment? {
        team.first { $0.user == user && $0.role == role && $0.days.overlaps(days) }
    }
}
