// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about risks that need no database.
enum RiskRules {
    static func requireAllowed(_ command: FlagRisk) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if (command.risk == nil) != (command.ifVersion == nil) {
            violations.append(.init(path: "$.ifVersion", rule: "must be given exactly when risk is"))
        }
        if let amount = command.amount, amount.minorUnits < 0 {
            violations.append(.init(path: "$.amount", rule: "must not be negative"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func flagged(_ id: RiskID, after present: Risk?, by command: FlagRisk, at now: Instant) -> Risk {
        Risk(
            id: id, version: present?.version.next ?? Version(unchecked: 1), client: command.client,
            contract: command.contract, level: command.level, category: command.category, summary: command.summary,
            evidence: Array(command.evidence), amount: command.amount, savePlan: command.savePlan, state: .open,
            flaggedAt: present?.flaggedAt ?? now, updatedAt: now)
    }

    static func closed(_ risk: Risk, as outcome: RiskState, note: LongText<4000>, at now: Instant) -> Risk {
        Risk(
            id: risk.id, version: risk.version.next, client: risk.client, contract: risk.contract, level: risk.level,
            category: risk.category, summary: risk.summary, evidence: risk.evidence, amount: risk.amount,
            savePlan: risk.savePlan, state: outcome, flaggedAt: risk.flaggedAt, closedAt: now, closingNote: note,
            updatedAt: now)
    }
}
