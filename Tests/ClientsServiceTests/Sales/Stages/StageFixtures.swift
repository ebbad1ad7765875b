// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension Version {
    static var one: Version { Version(unchecked: 1) }
}

extension StageCode {
    static func stage(_ text: String) throws -> StageCode {
        try StageCode(validating: text)
    }
}

extension Stage {
    static func open(_ code: String, _ probability: Int64) throws -> Stage {
        try Stage(code: .stage(code), name: Text(validating: code), probability: Probability(unchecked: probability))
    }

    static func closed(_ code: String, _ outcome: OpportunityOutcome) throws -> Stage {
        try Stage(
            code: .stage(code), name: Text(validating: code),
            probability: Probability(unchecked: outcome == .won ? 100 : 0), outcome: outcome)
    }
}

extension ClientsUnderTest {
    func stages() async throws -> StageList {
        try await call(ListStages()).stages
    }

    /// With the usual closed ones at the end when none are given.
    @discardableResult
    func define(
        ifVersion version: Int64, _ open: Stage..., closed: [Stage]? = nil, key: IdempotencyKey? = nil
    ) async throws -> StageList {
        let usual: [Stage] = try [.closed("won", .won), .closed("lost", .lost), .closed("abandoned", .abandoned)]
        return try await call(
            DefineStages(
                idempotencyKey: key ?? .fresh(), ifVersion: Version(unchecked: version),
                stages: List(validating: open + (closed ?? usual)))
        ).stages
    }
}
