// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about plans that need no database.
enum PlanRules {
    /// Items that a plan has at most, so that it stays one answer.
    static let itemLimit = 500

    static func requireAllowed(_ command: CreatePlan) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if (command.plan == nil) != (command.ifVersion == nil) {
            violations.append(.init(path: "$.ifVersion", rule: "must be given exactly when plan is"))
        }
        if command.to < command.from { violations.append(.init(path: "$.to", rule: "must not be before from")) }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func plan(_ id: PlanID, after present: Plan?, by command: CreatePlan, at now: Instant) -> Plan {
        Plan(
            id: id, version: present?.version.next ?? Version(unchecked: 1), client: command.client,
            title: command.title, from: command.from, to: command.to, vision: command.vision, swot: command.swot,
            pestle: command.pestle, isShared: command.isShared ?? false, state: .draft,
            createdAt: present?.createdAt ?? now, updatedAt: now)
    }

    static func approved(
        _ plan: Plan, note: LongText<4000>?, author: Text<1, 100>, at now: Instant
    ) -> Plan {
        Plan(
            id: plan.id, version: plan.version.next, client: plan.client, title: plan.title, from: plan.from,
            to: plan.to, vision: plan.vision, swot: plan.swot, pestle: plan.pestle, isShared: plan.isShared,
            state: .approved, approvedAt: now, approvedBy: author, approvalNote: note, createdAt: plan.createdAt,
            updatedAt: now)
    }

    /// A draft again.
    static func reopened(_ plan: Plan, at now: Instant) -> Plan {
        Plan(
            id: plan.id, version: plan.version.next, client: plan.client, title: plan.title, from: plan.from,
            to: plan.to, vision: plan.vision, swot: plan.swot, pestle: plan.pestle, isShared: plan.isShared,
            state: .draft, createdAt: plan.createdAt, updatedAt: now)
    }

    static func requireAllowed(_ command: UpsertPlanItem) throws(InvalidParams) {
        guard (command.item == nil) == (command.ifVersion == nil) else {
            throw InvalidParams(path: "$.ifVersion", rule: "must be given exactly when item is")
        }
    }

    /// Throws `PlanItemMisplaced` and `PlanItemNotFound`; `parent` is the item that the command names.
    static func requirePlace(of command: UpsertPlanItem, under parent: PlanItem?, after present: PlanItem?) throws {
        let wanted: PlanItemKind? =
            switch command.kind {
            case .goal: nil
            case .objective: .goal
            case .action: .objective
            }
        if command.parent != nil, parent == nil { throw PlanItemNotFound() }
        guard parent?.kind == wanted else { throw PlanItemMisplaced(parent: wanted) }
        guard present == nil || present?.kind == command.kind else {
            throw InvalidParams(path: "$.kind", rule: "must stay what it is")
        }
    }

    static func item(
        _ id: PlanItemID, after present: PlanItem?, of plan: Plan, by command: UpsertPlanItem, at now: Instant
    ) -> PlanItem {
        PlanItem(
            id: id, version: present?.version.next ?? Version(unchecked: 1), plan: plan.id, client: plan.client,
            kind: command.kind, parent: command.parent, title: command.title, detail: command.detail,
            side: command.side ?? .ours, owner: command.owner, contact: command.contact, dueOn: command.dueOn,
            measure: command.measure, state: command.state ?? .open, isShared: command.isShared ?? false,
            createdAt: present?.createdAt ?? now, updatedAt: now)
    }

    static func progress(of items: [PlanItem], on day: CalendarDate) -> PlanProgress {
        let counted = items.filter { $0.state != .dropped }
        func count(_ kind: PlanItemKind, isReached: Bool) -> Count {
            Count(counted.count { $0.kind == kind && (!isReached || $0.state == .reached) })
        }
        return PlanProgress(
            goals: count(.goal, isReached: false), goalsReached: count(.goal, isReached: true),
            objectives: count(.objective, isReached: false), objectivesReached: count(.objective, isReached: true),
            actions: count(.action, isReached: false), actionsReached: count(.action, isReached: true),
            overdue: Count(counted.count { $0.state == .open && $0.dueOn.map { $0 < day } ?? false }))
    }
}
