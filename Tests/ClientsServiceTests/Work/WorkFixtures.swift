// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

extension LogActivity {
    static func of(
        _ subject: String, with client: Client, key: IdempotencyKey? = nil, contacts: [ContactID] = [],
        kind: ActivityKind = .call, isTwoWay: Bool = true, happenedAt: Instant? = nil, user: UserID? = .ann,
        concern: ConcernID? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil,
        nextStep: NextStep? = nil
    ) throws -> LogActivity {
        try LogActivity(
            idempotencyKey: key ?? .fresh(), client: client.id, contacts: List(validating: contacts), kind: kind,
            direction: .outbound, isTwoWay: isTwoWay, happenedAt: happenedAt, user: user,
            subject: Text(validating: subject), opportunity: opportunity, contract: contract, concern: concern,
            nextStep: nextStep)
    }
}

extension UpsertTask {
    static func of(
        _ title: String, due: CalendarDate, key: IdempotencyKey? = nil, replacing present: ClientTask? = nil,
        client: ClientID? = nil, owner: UserID = .ann, recurrence: TaskRecurrence? = nil, concern: ConcernID? = nil,
        contact: ContactID? = nil, opportunity: OpportunityID? = nil, contract: ContractID? = nil
    ) throws -> UpsertTask {
        try UpsertTask(
            idempotencyKey: key ?? .fresh(), task: present?.id, ifVersion: present?.version, client: client,
            title: Text(validating: title), owner: owner, dueOn: due, recurrence: recurrence, concern: concern,
            opportunity: opportunity, contract: contract, contact: contact)
    }
}

extension TaskRecurrence {
    static func every(
        _ count: Int64, _ unit: TaskRecurrenceUnit, until last: CalendarDate? = nil
    ) throws -> TaskRecurrence {
        TaskRecurrence(every: try TaskRecurrenceStep(validating: count), unit: unit, until: last)
    }
}

extension PlaybookStep {
    static func on(
        _ day: Int64, _ title: String, role: AssignmentRole? = nil, isGate: Bool? = nil
    ) throws -> PlaybookStep {
        PlaybookStep(
            title: try Text(validating: title), role: role, day: try DayOffset(validating: day), isGate: isGate)
    }
}

extension DefinePlaybook {
    static func of(
        _ name: String, _ steps: [PlaybookStep], replacing present: Playbook? = nil,
        purpose: PlaybookPurpose = .onboarding, isActive: Bool? = nil
    ) throws -> DefinePlaybook {
        try DefinePlaybook(
            idempotencyKey: .fresh(), playbook: present?.id, ifVersion: present?.version, name: Text(validating: name),
            purpose: purpose, steps: List(validating: steps), isActive: isActive)
    }
}

extension ClientsUnderTest {
    @discardableResult
    func log(
        _ subject: String, with client: Client, contacts: [ContactID] = [], isTwoWay: Bool = true,
        happenedAt: Instant? = nil
    ) async throws -> Activity {
        try await call(
            LogActivity.of(
                subject, with: client, contacts: contacts, isTwoWay: isTwoWay, happenedAt: happenedAt)
        ).activity
    }

    @discardableResult
    func task(
        _ title: String, due: CalendarDate, client: ClientID? = nil, owner: UserID = .ann,
        recurrence: TaskRecurrence? = nil
    ) async throws -> ClientTask {
        try await call(
            UpsertTask.of(title, due: due, client: client, owner: owner, recurrence: recurrence)
        ).task
    }

    @discardableResult
    func complete(_ task: ClientTask, as outcome: TaskState? = nil) async throws -> CompleteTask.Response {
        try await call(
            CompleteTask(
                idempotencyKey: .fresh(), task: task.id, ifVersion: task.version, outcome: outcome,
                note: LongText(validating: "Said")))
    }

    func tasks(_ filter: TaskFilter = TaskFilter()) async throws -> [ClientTask] {
        try await call(ListTasks(filter: filter)).items
    }

    func playbook(_ name: String, _ steps: [PlaybookStep], isActive: Bool? = nil) async throws -> Playbook {
        try await call(DefinePlaybook.of(name, steps, isActive: isActive)).playbook
    }

    func start(
        _ playbook: Playbook, with client: Client, on day: CalendarDate, owner: UserID = .ann, risk: RiskID? = nil,
        opportunity: OpportunityID? = nil, contract: ContractID? = nil
    ) async throws -> StartPlaybook.Response {
        try await call(
            StartPlaybook(
                idempotencyKey: .fresh(), playbook: playbook.id, client: client.id, startsOn: day, owner: owner,
                risk: risk, contract: contract, opportunity: opportunity))
    }
}
