// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about tasks that need no database.
enum TaskRules {
    static func requireAllowed(_ command: UpsertTask) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if (command.task == nil) != (command.ifVersion == nil) {
            violations.append(.init(path: "$.ifVersion", rule: "must be given exactly when task is"))
        }
        let isAboutClient =
            command.concern != nil || command.contact != nil || command.contract != nil || command.opportunity != nil
        if command.client == nil, isAboutClient {
            violations.append(
                .init(path: "$.client", rule: "must be given with concern, contact, contract or opportunity"))
        }
        if let until = command.recurrence?.until, until < command.dueOn {
            violations.append(.init(path: "$.recurrence.until", rule: "must not be before dueOn"))
        }
        if command.dueOn > DayRange.greatestLast {
            violations.append(.init(path: "$.dueOn", rule: "must be before 9999-12-31"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// Throws `InvalidParams` when a task of a playbook's run would leave its client.
    static func task(
        _ id: TaskID, after present: ClientTask?, by command: UpsertTask, at now: Instant
    ) throws(InvalidParams) -> ClientTask {
        guard present?.run == nil || present?.client == command.client else {
            throw InvalidParams(path: "$.client", rule: "must stay the client of the playbook's run")
        }
        // Another day begins another series.
        let isSameSeries = present?.dueOn == command.dueOn && present?.recurrence == command.recurrence
        return ClientTask(
            id: id, version: present?.version.next ?? Version(unchecked: 1), client: command.client,
            title: command.title, detail: command.detail, owner: command.owner, dueOn: command.dueOn,
            recurrence: command.recurrence,
            firstDueOn: isSameSeries ? present?.firstDueOn ?? command.dueOn : command.dueOn,
            concern: command.concern, opportunity: command.opportunity, contract: command.contract,
            contact: command.contact, run: present?.run, step: present?.step, isGate: present?.isGate ?? false,
            state: .open, createdAt: present?.createdAt ?? now, updatedAt: now)
    }

    static func task(
        of step: NextStep, for owner: UserID, after activity: LogActivity, at now: Instant
    ) -> ClientTask {
        ClientTask(
            id: .new(at: now), version: Version(unchecked: 1), client: activity.client, title: step.title,
            owner: owner, dueOn: step.dueOn, firstDueOn: step.dueOn, concern: activity.concern,
            opportunity: activity.opportunity, contract: activity.contract,
            isGate: false, state: .open, createdAt: now, updatedAt: now)
    }

    /// The task as it is afterwards, and the next occurrence if it comes again.
    static func completed(
        _ task: ClientTask, as outcome: TaskState, note: LongText<4000>?, author: Text<1, 100>, at now: Instant
    ) -> (task: ClientTask, next: ClientTask?) {
        let next = outcome == .done ? occurrence(after: task, at: now) : nil
        let completed = ClientTask(
            id: task.id, version: task.version.next, client: task.client, title: task.title, detail: task.detail,
            owner: task.owner, dueOn: task.dueOn, recurrence: task.recurrence, firstDueOn: task.firstDueOn,
            concern: task.concern, opportunity: task.opportunity, contract: task.contract, contact: task.contact,
            run: task.run, step: task.step, isGate: task.isGate, state: outcome, completedAt: now,
            completedBy: author, note: note, next: next?.id, createdAt: task.createdAt, updatedAt: now)
        return (completed, next)
    }

    private static func occurrence(after task: ClientTask, at now: Instant) -> ClientTask? {
        guard let recurrence = task.recurrence,
            let dueOn = RecurrenceRules.next(
                after: task.dueOn, first: task.firstDueOn, recurrence, today: CalendarDate(of: now))
        else { return nil }
        return ClientTask(
            id: .new(at: now), version: Version(unchecked: 1), client: task.client, title: task.title,
            detail: task.detail, owner: task.owner, dueOn: dueOn, recurrence: recurrence,
            firstDueOn: task.firstDueOn, concern: task.concern, opportunity: task.opportunity,
            contract: task.contract, contact: task.contact, isGate: false, state: .open, createdAt: now,
            updatedAt: now)
    }
}
