// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension TierSet: OrganisationSetting {
    static let kind = ClientFeedItem.Kind.tiers

    static var initial: TierSet {
        get throws {
            TierSet(
                version: Version(unchecked: 1),
                tiers: [
                    try tier("A", cadence: 14, value: 400), try tier("B", cadence: 30, value: 250),
                    try tier("C", cadence: 90, value: 150),
                ])
        }
    }

    private static func tier(_ name: String, cadence: Int64, value: Int64) throws -> Tier {
        Tier(
            name: try Text(validating: name), cadence: CadenceDays(unchecked: cadence),
            value: TierValue(unchecked: value))
    }
}

enum TierRules {
    static func requireNames(_ tiers: List<0, 20, Tier>) throws(InvalidParams) {
        // As PostgreSQL compares them: by their bytes.
        var names: Set<[UInt8]> = []
        let violations = tiers.enumerated().compactMap { index, tier in
            names.insert(Array(tier.name.text.utf8)).inserted
                ? nil
                : InvalidParams.Violation(
                    path: "$.tiers[\(index)].name", rule: "must not be the name of an earlier tier")
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
