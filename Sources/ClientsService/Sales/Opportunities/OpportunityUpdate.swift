// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Opportunity {
    /// The record after an update: given fields are taken over, cleared ones are empty, the others stay. Throws for
    /// what does not fit together.
    func applying(_ update: UpdateOpportunity) throws(InvalidParams) -> Opportunity {
        var next = self
        next.kind = update.kind ?? kind
        next.name = update.name ?? name
        next.probability = update.probability ?? probability
        next.expectedCloseOn = update.expectedCloseOn ?? expectedCloseOn
        next.owner = update.owner ?? owner
        next.contact = update.contact ?? contact
        next.source = update.source ?? source
        next.competitor = update.competitor ?? competitor
        next.valueStatement = update.valueStatement ?? valueStatement
        next.nextStep = update.nextStep ?? nextStep
        for field in update.clear.map(Array.init) ?? [] { next.clear(field) }
        try next.takeAmount(of: update)
        try OpportunityRules.requireCurrency(next)
        return next
    }

    private mutating func takeAmount(of update: UpdateOpportunity) throws(InvalidParams) {
        let given = update.lines.map(Array.init)
        if let given, !given.isEmpty {
            guard update.amount == nil else {
                throw InvalidParams(path: "$.amount", rule: "must be left out where there are lines")
            }
            (lines, amount) = try OpportunityRules.lines(given)
            return
        }
        if given == nil, !lines.isEmpty, update.amount != nil {
            throw InvalidParams(path: "$.amount", rule: "must be left out where there are lines")
        }
        if given != nil, !lines.isEmpty, update.amount == nil {
            throw InvalidParams(path: "$.amount", rule: "must be given when the lines are taken out")
        }
        try OpportunityRules.requireNotNegative(update.amount)
        if given != nil { lines = [] }
        amount = update.amount ?? amount
    }

    private mutating func clear(_ field: OpportunityField) {
        switch field {
        case .probability: probability = nil
        case .expectedCloseOn: expectedCloseOn = nil
        case .owner: owner = nil
        case .contact: contact = nil
        case .source: source = nil
        case .competitor: competitor = nil
        case .valueStatement: valueStatement = nil
        case .nextStep: nextStep = nil
        }
    }
}

extension UpdateOpportunity {
    /// Throws for a field that shall be empty and have a value.
    func requireClearedFieldsNotGiven() throws(InvalidParams) {
        let violations = (clear.map(Array.init) ?? []).enumerated().compactMap { index, field in
            gives(field)
                ? InvalidParams.Violation(path: "$.clear[\(index)]", rule: "must not be given a value as well") : nil
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    private func gives(_ field: OpportunityField) -> Bool {
        switch field {
        case .probability: probability != nil
        case .expectedCloseOn: expectedCloseOn != nil
        case .owner: owner != nil
        case .contact: contact != nil
        case .source: source != nil
        case .competitor: competitor != nil
        case .valueStatement: valueStatement != nil
        case .nextStep: nextStep != nil
        }
    }
}
