// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What must hold of a recurring entry or a deferral before it is kept. Whether its entries can be posted is decided
/// on their day.
enum ScheduleRules {
    /// Days that are shown ahead.
    static let upcomingLimit = 12

    static func requireSound(_ recurrence: Recurrence) throws(InvalidParams) {
        let path = "$.recurrence"
        switch recurrence.unit {
        case .day, .week:
            guard recurrence.dayOfMonth == nil, recurrence.shortMonths == nil else {
                throw InvalidParams(
                    path: path, rule: "must have a day of the month only with months, quarters or years")
            }
        case .month, .quarter, .year: break
        }
        guard recurrence.day(after: nil) != nil else {
            throw InvalidParams(path: path, rule: "must have at least one day")
        }
    }

    /// Amounts are greater than zero, and debits equal credits in each currency. Functional amounts may be left to the
    /// day of posting, where rates are known.
    static func requireSound(_ template: EntryTemplate, functionalCurrency: CurrencyCode) throws {
        try EntryRules.requirePositiveAmounts(template.lines, path: "$.template")
        let draft = try template.draft(on: .earliest, functionalCurrency)
        var sums: [CurrencyCode: Int128] = [:]
        for line in draft.lines { sums[line.currency, default: 0] += Int128(line.minorUnits) }
        let differences = try sums.filter { $0.value != 0 }.sorted { $0.key.text < $1.key.text }.map {
            guard let units = Int64(exactly: $0.value) else { throw AmountOverflow() }
            return Money(minorUnits: units, currency: $0.key)
        }
        guard differences.isEmpty else { throw EntryUnbalanced(differences: differences) }
    }

    static func requireSound(_ plan: DeferralPlan, functionalCurrency: CurrencyCode) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        func require(_ holds: Bool, _ path: String, _ rule: String) {
            if !holds { violations.append(.init(path: "$.plan.\(path)", rule: rule)) }
        }
        require(plan.amount.minorUnits > 0, "amount", "must be greater than zero")
        require(plan.from != plan.to, "to", "must be another account than from")
        if let functional = plan.functionalAmount {
            require(functional.minorUnits > 0, "functionalAmount", "must be greater than zero")
            require(
                functional.currency == functionalCurrency, "functionalAmount",
                "must be in the book's currency, \(functionalCurrency)")
            require(
                plan.amount.currency != functionalCurrency, "functionalAmount",
                "must be absent when the amount is in \(functionalCurrency)")
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
