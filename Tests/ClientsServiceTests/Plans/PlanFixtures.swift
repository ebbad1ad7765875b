// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

extension CreatePlan {
    static func of(
        _ title: String, for client: Client, replacing present: Plan? = nil, from: CalendarDate = "2026-01-01",
        to last: CalendarDate = "2026-12-31", isShared: Bool? = nil
    ) throws -> CreatePlan {
        try CreatePlan(
            idempotencyKey: .fresh(), plan: present?.id, ifVersion: present?.version, client: client.id,
            title: Text(validating: title), from: from, to: last,
            vision: LongText(validating: "Their partner in two countries"),
            swot: Swot(strengths: List(validating: [Text(validating: "Known to the board")])), isShared: isShared)
    }
}

extension UpsertPlanItem {
    static func of(
        _ title: String, _ kind: PlanItemKind, in plan: Plan, under parent: PlanItem? = nil,
        replacing present: PlanItem? = nil, state: PlanItemState? = nil, due: CalendarDate? = nil,
        contact: ContactID? = nil, isShared: Bool? = nil
    ) throws -> UpsertPlanItem {
        try UpsertPlanItem(
            idempotencyKey: .fresh(), plan: plan.id, item: present?.id, ifVersion: present?.version, kind: kind,
            parent: parent?.id, title: Text(validating: title), contact: contact, dueOn: due, state: state,
            isShared: isShared)
    }
}

extension RecordNeed {
    static func of(
        _ statement: String, of client: Client, replacing present: Need? = nil, kind: NeedKind = .pain,
        state: NeedState? = nil, contact: ContactID? = nil, metBy: ContractID? = nil
    ) throws -> RecordNeed {
        try RecordNeed(
            idempotencyKey: .fresh(), need: present?.id, ifVersion: present?.version, client: client.id,
            contact: contact, kind: kind, priority: .high, statement: Text(validating: statement), state: state,
            metBy: metBy)
    }
}

extension ClientsUnderTest {
    func plan(_ title: String, for client: Client, isShared: Bool? = nil) async throws -> Plan {
        try await call(CreatePlan.of(title, for: client, isShared: isShared)).plan
    }

    func approve(_ plan: Plan) async throws -> Plan {
        try await call(
            ApprovePlan(
                idempotencyKey: .fresh(), plan: plan.id, ifVersion: plan.version, note: LongText(validating: "Good"))
        ).plan
    }

    @discardableResult
    func item(
        _ title: String, _ kind: PlanItemKind, in plan: Plan, under parent: PlanItem? = nil,
        state: PlanItemState? = nil, due: CalendarDate? = nil, isShared: Bool? = nil
    ) async throws -> PlanItem {
        try await call(
            UpsertPlanItem.of(title, kind, in: plan, under: parent, state: state, due: due, isShared: isShared)
        ).item
    }

    @discardableResult
    func need(_ statement: String, of client: Client, kind: NeedKind = .pain) async throws -> Need {
        try await call(RecordNeed.of(statement, of: client, kind: kind)).need
    }

    @discardableResult
    func feedback(
        _ kind: FeedbackKind, _ score: Int64?, of client: Client, comment: String? = nil, givenAt: Instant? = nil
    ) async throws -> Feedback {
        try await call(
            RecordFeedback(
                idempotencyKey: .fresh(), client: client.id, kind: kind,
                score: score.map { try FeedbackScore(validating: $0) },
                comment: comment.map { try LongText(validating: $0) }, givenAt: givenAt)
        ).feedback
    }
}
