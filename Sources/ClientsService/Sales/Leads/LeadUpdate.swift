// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Lead {
    /// The record after an update: given fields are taken over, cleared ones are empty, the others stay. Throws when
    /// nobody would be left.
    func applying(_ update: UpdateLead, channels given: [ContactChannel]?) throws(InvalidParams) -> Lead {
        var next = self
        next.status = update.status ?? status
        next.disqualification = update.status == nil ? disqualification : update.disqualification
        next.company = update.company ?? company
        next.person = update.person ?? person
        next.position = update.position ?? position
        next.channels = given ?? channels
        next.country = update.country ?? country
        next.industry = update.industry ?? industry
        next.language = update.language ?? language
        next.source = update.source ?? source
        next.referredBy = update.referredBy ?? referredBy
        next.owner = update.owner ?? owner
        next.estimate = update.estimate ?? estimate
        next.need = update.need ?? need
        for field in update.clear.map(Array.init) ?? [] { next.clear(field) }
        try LeadRules.requireName(company: next.company, person: next.person)
        return next
    }

    private mutating func clear(_ field: LeadField) {
        switch field {
        case .company: company = nil
        case .person: person = nil
        case .position: position = nil
        case .country: country = nil
        case .industry: industry = nil
        case .language: language = nil
        case .source: source = nil
        case .referredBy: referredBy = nil
        case .owner: owner = nil
        case .estimate: estimate = nil
        case .need: need = nil
        }
    }
}

extension UpdateLead {
    /// Throws for what does not fit together, whatever the lead is.
    func requireFitting() throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if status == .converted {
            violations.append(.init(path: "$.status", rule: "must not be converted: clients.convertLead does it"))
        }
        if (status == .disqualified) != (disqualification != nil) {
            violations.append(
                .init(path: "$.disqualification", rule: "must be given exactly with the status disqualified"))
        }
        let cleared = clear.map(Array.init) ?? []
        for (index, field) in cleared.enumerated() where gives(field) {
            violations.append(.init(path: "$.clear[\(index)]", rule: "must not be given a value as well"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        try LeadRules.requireNotNegative(estimate)
    }

    private func gives(_ field: LeadField) -> Bool {
        switch field {
        case .company: company != nil
        case .person: person != nil
        case .position: position != nil
        case .country: country != nil
        case .industry: industry != nil
        case .language: language != nil
        case .source: source != nil
        case .referredBy: referredBy != nil
        case .owner: owner != nil
        case .estimate: estimate != nil
        case .need: need != nil
        }
    }
}
