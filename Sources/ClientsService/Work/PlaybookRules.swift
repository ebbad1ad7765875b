// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about playbooks that need no database.
enum PlaybookRules {
    static func requireAllowed(_ command: DefinePlaybook) throws(InvalidParams) {
        guard (command.playbook == nil) == (command.ifVersion == nil) else {
            throw InvalidParams(path: "$.ifVersion", rule: "must be given exactly when playbook is")
        }
    }

    static func playbook(
        _ id: PlaybookID, after present: Playbook?, by command: DefinePlaybook, at now: Instant
    ) -> Playbook {
        Playbook(
            id: id, version: present?.version.next ?? Version(unchecked: 1), name: command.name,
            purpose: command.purpose, steps: Array(command.steps), isActive: command.isActive ?? true, updatedAt: now)
    }

    /// A task for each step. Throws `InvalidParams` when one would be due beyond the calendar.
    static func tasks(
        of playbook: Playbook, in run: PlaybookRunID, by command: StartPlaybook, owner: UserID,
        team: [AssignmentRole: UserID], at now: Instant
    ) throws(InvalidParams) -> [ClientTask] {
        var tasks: [ClientTask] = []
        for (index, step) in playbook.steps.enumerated() {
            let days = Int(command.startsOn.daysSince1970) + Int(step.day.rawValue)
            guard days >= Int(DayRange.least.daysSince1970), days <= Int(DayRange.greatestLast.daysSince1970) else {
                throw InvalidParams(path: "$.startsOn", rule: "must leave each step a day from 0001 to 9999")
            }
            let dueOn = CalendarDate(daysSince1970: Int32(days))
            tasks.append(
                ClientTask(
                    // A millisecond apart, so that lists have the steps in their order.
                    id: .new(at: now.adding(milliseconds: index)), version: Version(unchecked: 1),
                    client: command.client, title: step.title,
                    detail: step.detail,
                    owner: step.role.flatMap { team[$0] } ?? owner, dueOn: dueOn, firstDueOn: dueOn,
                    opportunity: command.opportunity, contract: command.contract, run: run, step: Count(index),
                    isGate: step.isGate ?? false, state: .open, createdAt: now, updatedAt: now))
        }
        return tasks
    }
}

extension DayRange {
    /// 0001-01-01
    fileprivate static let least = CalendarDate(daysSince1970: -719_162)
}

extension Instant {
    fileprivate func adding(milliseconds: Int) -> Instant {
        Instant(microseconds: microseconds + Int64(milliseconds) * 1000)
    }
}
