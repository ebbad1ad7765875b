// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What is said of an entry.
extension AgendaEntry {
    /// `record` is the one that the candidate names, as JSON.
    func item(_ record: [UInt8]?) throws -> AgendaItem {
        let id = candidate.record
        func named<ID>(_ kinds: AgendaKind..., as make: (UUIDValue) -> ID) -> ID? {
            kinds.contains(candidate.kind) ? id.map(make) : nil
        }
        return AgendaItem(
            kind: candidate.kind, client: candidate.client, clientName: client?.name,
            score: Hundredths(unchecked: score.total), value: Hundredths(unchecked: score.value),
            urgency: Hundredths(unchecked: score.urgency), risk: Hundredths(unchecked: score.risk),
            dueOn: candidate.dueOn, reason: try Text(validating: try reason(record ?? [])),
            concern: named(.overdueConcern) { ConcernID($0) }, contact: named(.quietContact) { ContactID($0) },
            flaggedRisk: named(.riskReview) { RiskID($0) }, task: named(.task) { TaskID($0) },
            contract: named(.noticeDeadline, .renewal) { ContractID($0) },
            handover: named(.handover) { HandoverID($0) })
    }

    private func reason(_ record: [UInt8]) throws -> String {
        let day = candidate.dueOn.text
        switch candidate.kind {
        case .overdueConcern: return reason(try StoredRecord.decode(Concern.self, record))
        case .riskReview:
            let risk = try StoredRecord.decode(Risk.self, record)
            return
                "The plan against the \(risk.level.rawValue) risk '\(risk.summary.text)' is to be looked at by \(day)."
        case .task: return "'\(try StoredRecord.decode(ClientTask.self, record).title.text)' is due on \(day)."
        case .quietContact:
            let name = try StoredRecord.decode(Contact.self, record).name.text
            return "\(name) was to be spoken to by \(day); \(last)."
        case .quietClient: return "Somebody was to be spoken to by \(day); \(last). No key person is known."
        case .noticeDeadline: return "\(try contract(record)) goes on by itself unless notice is given by \(day)."
        case .renewal: return "\(try contract(record)) ends on \(day) and does not go on by itself."
        case .handover: return reason(try StoredRecord.decode(Handover.self, record))
        }
    }

    private func reason(_ concern: Concern) -> String {
        let waitsFor =
            switch concern.state {
            case .received, .reopened: "to be acknowledged"
            case .acknowledged: "to be assigned"
            case .assigned, .resolved: "to be resolved"
            }
        return "The \(concern.severity.text) concern '\(concern.subject.text)' is \(waitsFor) by "
            + "\(concern.dueAt?.text ?? candidate.dueOn.text)."
    }

    private func reason(_ handover: Handover) -> String {
        guard handover.state == .returned else {
            return "The client is to be handed over to you since \(handover.openedOn.text): accept it, or say what is "
                + "missing."
        }
        return "The handover came back to you: \(handover.returns.last?.missing.count ?? 0) things are missing."
    }

    private func contract(_ record: [UInt8]) throws -> String {
        try StoredRecord.decode(Contract.self, record).reference.map { "The contract '\($0.text)'" } ?? "A contract"
    }

    private var last: String {
        candidate.lastOn.map { "the last time was on \($0.text)" } ?? "nobody has yet"
    }
}
