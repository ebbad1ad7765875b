// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Rules about handovers that need no database.
enum HandoverRules {
    static func requireAllowed(_ new: NewHandover, at path: String = "$.handover") throws(InvalidParams) {
        let people = new.brief.people?.elements ?? []
        guard Set(people.map(\.contact)).count == people.count else {
            throw InvalidParams(path: path + ".brief.people", rule: "must have each contact once")
        }
    }

    /// The incoming manager answers by himself; who hands portfolios over may do so in his place.
    static func requireAnswering(_ handover: Handover, _ caller: Caller) throws(HandoverNotYours) {
        if caller.subject == .user(handover.incoming) { return }
        guard caller.permissions.contains(.reassignPortfolios) else {
            throw HandoverNotYours(incoming: handover.incoming)
        }
    }
}

extension TeamRoleSet {
    /// What the incoming manager becomes. Throws unless users get the role as primary managers.
    func role(of handover: NewHandover) throws -> AssignmentRole {
        let role = handover.role ?? managerRole
        try requireGiven(role, asPrimary: true)
        return role
    }
}
