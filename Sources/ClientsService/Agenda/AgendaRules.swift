// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rows of an agenda as items, with score and reason.
struct AgendaRules {
    let request: AgendaRequest

    func item(_ row: DueConcern) throws -> AgendaItem {
        let dueOn = CalendarDate(of: row.dueAt)
        let waitsFor =
            switch row.concern.state {
            case .received, .reopened: "to be acknowledged"
            case .acknowledged: "to be assigned"
            case .assigned, .resolved: "to be resolved"
            }
        return try item(
            .overdueConcern, row.client, dueOn: dueOn, rank: row.rank,
            "The \(row.concern.severity.text) concern '\(row.concern.subject.text)' is \(waitsFor) by "
                + "\(row.dueAt.text).", concern: row.concern.id)
    }

    func item(_ row: DueRisk) throws -> AgendaItem {
        try item(
            .riskReview, row.client, dueOn: row.reviewOn,
            "The plan against the \(row.risk.level.rawValue) risk '\(row.risk.summary.text)' is to be looked at by "
                + "\(row.reviewOn.text).", risk: row.risk.id)
    }

    func item(_ row: DueTask) throws -> AgendaItem {
        try item(
            .task, row.client, dueOn: row.dueOn, "'\(row.task.title.text)' is due on \(row.dueOn.text).",
            task: row.task.id)
    }

    func item(_ row: QuietContact) throws -> AgendaItem {
        try item(
            .quietContact, row.client, dueOn: row.dueOn,
            "\(row.contact.name.text) was to be spoken to by \(row.dueOn.text); \(last(row.lastOn)).",
            contact: row.contact.id)
    }

    func item(_ row: QuietClient) throws -> AgendaItem {
        try item(
            .quietClient, row.client, dueOn: row.dueOn,
            "Somebody was to be spoken to by \(row.dueOn.text); \(last(row.lastOn)). No key person is known.")
    }

    /// The greatest score first, then what was due first, then by kind and client, so that one day has one order.
    static func ranked(_ items: [AgendaItem]) -> [AgendaItem] {
        items.enumerated().sorted { left, right in
            if left.element.score != right.element.score { return left.element.score > right.element.score }
            if left.element.dueOn != right.element.dueOn { return left.element.dueOn < right.element.dueOn }
            return left.offset < right.offset
        }.map(\.element)
    }

    private func last(_ day: CalendarDate?) -> String {
        day.map { "the last time was on \($0.text)" } ?? "nobody has yet"
    }

    private func item(
        _ kind: AgendaKind, _ client: AgendaClient?, dueOn: CalendarDate, rank: Int64? = nil, _ reason: String,
        concern: ConcernID? = nil, contact: ContactID? = nil, risk: RiskID? = nil, task: TaskID? = nil
    ) throws -> AgendaItem {
        let late = Int(request.day.daysSince1970) - Int(dueOn.daysSince1970)
        let score = AgendaScore(
            tier: client?.tier, threat: client?.threat ?? 0, late: late, rank: rank, in: request)
        return AgendaItem(
            kind: kind, client: client?.id, clientName: client?.name, score: Hundredths(unchecked: score.total),
            value: Hundredths(unchecked: score.value), urgency: Hundredths(unchecked: score.urgency),
            risk: Hundredths(unchecked: score.risk), dueOn: dueOn, reason: try Text(validating: reason),
            concern: concern, contact: contact, flaggedRisk: risk, task: task)
    }
}
