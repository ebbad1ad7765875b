// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Who stands where in an agenda.
struct AgendaRules {
    let request: AgendaRequest

    /// The greatest score first, then what was due first, then by kind and record, so that one day has one order.
    func ranked(_ candidates: [AgendaCandidate], _ clients: [ClientID: AgendaClient]) -> [AgendaEntry] {
        let places = Dictionary(
            uniqueKeysWithValues: AgendaKind.allCases.enumerated().map { ($0.element, $0.offset) })
        return candidates.map { entry($0, $0.client.flatMap { clients[$0] }) }.sorted { left, right in
            if left.score.total != right.score.total { return left.score.total > right.score.total }
            let (left, right) = (left.candidate, right.candidate)
            if left.dueOn != right.dueOn { return left.dueOn < right.dueOn }
            if left.kind != right.kind { return places[left.kind, default: 0] < places[right.kind, default: 0] }
            return (left.record?.description ?? "", left.client?.text ?? "")
                < (right.record?.description ?? "", right.client?.text ?? "")
        }
    }

    private func entry(_ candidate: AgendaCandidate, _ client: AgendaClient?) -> AgendaEntry {
        let score = AgendaScore(
            tier: client?.tier, threat: client?.threat ?? 0,
            late: Int(request.day.daysSince1970) - Int(candidate.dueOn.daysSince1970), rank: candidate.rank,
            horizon: request.horizon(of: candidate.kind), tiers: request.tiers)
        return AgendaEntry(candidate: candidate, client: client, score: score)
    }
}
