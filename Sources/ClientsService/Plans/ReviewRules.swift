// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Rules about business reviews and feedback that need no database.
enum ReviewRules {
    static func requireAllowed(_ command: RecordReview, by caller: Caller) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if let nextOn = command.nextOn {
            if nextOn <= command.heldOn {
                violations.append(.init(path: "$.nextOn", rule: "must be after heldOn"))
            }
            if nextOn > DayRange.greatestLast {
                violations.append(.init(path: "$.nextOn", rule: "must be before 9999-12-31"))
            }
            if command.owner ?? caller.user == nil {
                violations.append(.init(path: "$.owner", rule: "must be given by a caller who is no user"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func requireAllowed(_ command: RecordFeedback, at now: Instant) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        switch (command.kind.scores, command.score?.rawValue) {
        case (nil, nil):
            if command.comment?.text.isEmpty ?? true {
                violations.append(.init(path: "$.comment", rule: "must be given for words alone"))
            }
        case (let scores?, let score?) where scores.contains(score): break
        case (let scores?, _):
            violations.append(
                .init(path: "$.score", rule: "must be from \(scores.lowerBound) to \(scores.upperBound)"))
        case (nil, _): violations.append(.init(path: "$.score", rule: "must not be given for words alone"))
        }
        if let givenAt = command.givenAt, givenAt > now {
            violations.append(.init(path: "$.givenAt", rule: "must not be later than now"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// The task of the next review, if there is to be one.
    static func nextReview(after command: RecordReview, owner: UserID?, at now: Instant) throws -> ClientTask? {
        guard let nextOn = command.nextOn, let owner else { return nil }
        return ClientTask(
            id: .new(at: now), version: Version(unchecked: 1), client: command.client,
            title: try Text(validating: "Business review"), owner: owner, dueOn: nextOn, firstDueOn: nextOn,
            isGate: false, state: .open, createdAt: now, updatedAt: now)
    }

    static func review(_ id: ReviewID, by command: RecordReview, next task: ClientTask?, at now: Instant) -> Review {
        Review(
            id: id, client: command.client, plan: command.plan, heldOn: command.heldOn,
            contacts: command.contacts?.elements ?? [], users: command.users?.elements ?? [],
            valueDelivered: command.valueDelivered, decisions: command.decisions?.elements ?? [],
            rating: command.rating, nextOn: command.nextOn, nextTask: task?.id, recordedAt: now)
    }

    /// A number of hundredths as decimal text.
    static func text(ofHundredths hundredths: Int64) throws -> MeasuredNumber {
        try MeasuredNumber(validating: Contracts.Decimal.text(ofMinorUnits: hundredths, digits: 2))
    }
}
