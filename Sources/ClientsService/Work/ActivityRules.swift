// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

extension Caller {
    /// Nil for a program.
    var user: UserID? {
        if case .user(let id) = subject { id } else { nil }
    }
}

/// Rules about activities that need no database.
enum ActivityRules {
    static func requireAllowed(_ command: LogActivity, by caller: Caller, at now: Instant) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if let happenedAt = command.happenedAt, happenedAt > now {
            violations.append(.init(path: "$.happenedAt", rule: "must not be later than now"))
        }
        if let step = command.nextStep, step.owner ?? command.user ?? caller.user == nil {
            violations.append(.init(path: "$.nextStep.owner", rule: "must be given by a caller who is no user"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func activity(
        _ id: ActivityID, by command: LogActivity, user: UserID?, nextStep: TaskID?, at now: Instant
    ) -> Activity {
        Activity(
            id: id, client: command.client, contacts: command.contacts?.elements ?? [], kind: command.kind,
            direction: command.direction, isTwoWay: command.isTwoWay, happenedAt: command.happenedAt ?? now,
            duration: command.duration, user: user, subject: command.subject, notes: command.notes,
            opportunity: command.opportunity, contract: command.contract, concern: command.concern,
            nextStep: nextStep, loggedAt: now)
    }
}
