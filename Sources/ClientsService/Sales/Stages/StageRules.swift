// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about stages that need no database.
enum StageRules {
    /// What an organisation has that never defined any.
    static func standard() throws -> StageList {
        let stages: [(code: String, name: String, probability: Int64, outcome: OpportunityOutcome?)] = [
            ("qualification", "Qualification", 10, nil), ("discovery", "Discovery", 25, nil),
            ("proposal", "Proposal", 50, nil), ("negotiation", "Negotiation", 75, nil),
            ("commitment", "Commitment", 90, nil), ("won", "Won", 100, .won), ("lost", "Lost", 0, .lost),
            ("abandoned", "Abandoned", 0, .abandoned),
        ]
        return StageList(
            version: .first,
            stages: try stages.map {
                Stage(
                    code: try StageCode(validating: $0.code), name: try Text(validating: $0.name),
                    probability: Probability(unchecked: $0.probability), outcome: $0.outcome)
            })
    }

    /// Throws for stages that are no way from the first to each outcome.
    static func requireFitting(_ stages: some Collection<Stage>) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        var codes: Set<StageCode> = []
        var outcomes: Set<OpportunityOutcome> = []
        for (index, stage) in stages.enumerated() {
            let path = "$.stages[\(index)]"
            if !codes.insert(stage.code).inserted {
                violations.append(.init(path: path + ".code", rule: "must not be the code of an earlier stage"))
            }
            guard let outcome = stage.outcome else {
                if !outcomes.isEmpty { violations.append(.init(path: path, rule: "must stand before the closed ones")) }
                continue
            }
            if !outcomes.insert(outcome).inserted {
                violations.append(.init(path: path + ".outcome", rule: "must not be that of an earlier stage"))
            }
            let probability: Int64 = outcome == .won ? 100 : 0
            if stage.probability.rawValue != probability {
                violations.append(
                    .init(path: path + ".probability", rule: "must be \(probability) with the outcome"))
            }
        }
        for outcome in OpportunityOutcome.allCases where !outcomes.contains(outcome) {
            violations.append(.init(path: "$.stages", rule: "must have one with the outcome \(outcome.rawValue)"))
        }
        if stages.first?.outcome != nil {
            violations.append(.init(path: "$.stages", rule: "must begin with an open one"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}

extension StageList {
    /// Throws `StageNotFound`.
    func stage(_ code: StageCode) throws(StageNotFound) -> Stage {
        guard let stage = stages.first(where: { $0.code == code }) else { throw StageNotFound(stage: code) }
        return stage
    }

    /// One for opportunities that are open: the first when none is named. Throws `StageNotFound` and `StageClosed`.
    func open(_ code: StageCode?) throws -> Stage {
        guard let code else { return stages[0] }
        let stage = try stage(code)
        guard stage.outcome == nil else { throw StageClosed(stage: code) }
        return stage
    }
}
