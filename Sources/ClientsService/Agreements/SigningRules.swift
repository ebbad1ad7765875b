// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about signatures that need no database.
enum SigningRules {
    static func requireAllowed(_ signing: Signing, today: CalendarDate) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if signing.signedOn > today {
            violations.append(.init(path: "$.signing.signedOn", rule: "must not be after today"))
        }
        if signing.ours.contact != nil {
            violations.append(
                .init(path: "$.signing.ours.contact", rule: "must not be given; contacts sign for clients"))
        }
        if signing.theirs.user != nil {
            violations.append(.init(path: "$.signing.theirs.user", rule: "must not be given; users sign for us"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
