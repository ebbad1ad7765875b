// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension SeveritySet: OrganisationSetting {
    static let kind = ClientFeedItem.Kind.severities

    /// What a service desk promises where nothing else is agreed.
    static var initial: SeveritySet {
        get throws {
            let hour: Int64 = 60
            let day: Int64 = 24 * hour
            return SeveritySet(
                version: Version(unchecked: 1),
                severities: [
                    try severity("critical", "Critical", hour, 2 * hour, day),
                    try severity("high", "High", 4 * hour, 8 * hour, 3 * day),
                    try severity("normal", "Normal", day, 2 * day, 7 * day),
                    try severity("low", "Low", 3 * day, 5 * day, 30 * day),
                ])
        }
    }

    private static func severity(
        _ code: String, _ name: String, _ acknowledge: Int64, _ assign: Int64, _ resolve: Int64
    ) throws -> Severity {
        Severity(
            code: try SeverityCode(validating: code), name: try Text(validating: name),
            acknowledgeWithin: Minutes(unchecked: acknowledge), assignWithin: Minutes(unchecked: assign),
            resolveWithin: Minutes(unchecked: resolve))
    }

    /// Throws `SeverityUnknown`.
    func severity(_ code: SeverityCode) throws(SeverityUnknown) -> Severity {
        guard let severity = severities.first(where: { $0.code == code }) else {
            throw SeverityUnknown(known: severities.map(\.code))
        }
        return severity
    }
}

enum SeverityRules {
    static func requireOrder(_ severities: List<1, 10, Severity>) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        var codes: Set<SeverityCode> = []
        for (index, severity) in severities.enumerated() {
            let path = "$.severities[\(index)]"
            if !codes.insert(severity.code).inserted {
                violations.append(.init(path: path + ".code", rule: "must not be the code of an earlier severity"))
            }
            if severity.assignWithin < severity.acknowledgeWithin {
                violations.append(.init(path: path + ".assignWithin", rule: "must not be less than acknowledgeWithin"))
            }
            if severity.resolveWithin < severity.assignWithin {
                violations.append(.init(path: path + ".resolveWithin", rule: "must not be less than assignWithin"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
