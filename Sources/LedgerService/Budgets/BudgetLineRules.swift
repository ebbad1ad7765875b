// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What must hold of the lines of a budget.
enum BudgetLineRules {
    static func requireSound(
        _ lines: [BudgetLine], path: String, functionalCurrency: CurrencyCode
    ) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        var seen: Set<BudgetLineKey> = []
        for (index, line) in lines.enumerated() {
            func require(_ holds: Bool, _ member: String, _ rule: String) {
                if !holds { violations.append(.init(path: "\(path)[\(index)]\(member)", rule: rule)) }
            }
            require(line.lastMonth >= line.from, ".to", "must not be before from")
            require(line.values.count <= 1, "", "must be for one dimension at most")
            require(
                line.amount.currency == functionalCurrency, ".amount",
                "must be in the book's currency, \(functionalCurrency)")
            require(seen.insert(BudgetLineKey(line)).inserted, "", "must not have an earlier line's account and months")
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func requireWithin(_ lines: [BudgetLine], _ budget: Budget) throws(BudgetLineOutside) {
        for line in lines where line.from < budget.from || line.lastMonth > budget.to {
            throw BudgetLineOutside(account: line.account, from: line.from, to: line.lastMonth)
        }
    }
}
