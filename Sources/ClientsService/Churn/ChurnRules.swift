// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about losses that need no database.
enum ChurnRules {
    static func requireAllowed(_ command: RecordChurn) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if let winBackOn = command.winBackOn, winBackOn < command.lostOn {
            violations.append(.init(path: "$.winBackOn", rule: "must not be before lostOn"))
        }
        if command.lostOn > DayRange.greatestLast {
            violations.append(.init(path: "$.lostOn", rule: "must be before 9999-12-31"))
        }
        var currencies: Set<CurrencyCode> = []
        for (index, amount) in (command.amounts?.elements ?? []).enumerated() {
            if !currencies.insert(amount.currency).inserted {
                violations.append(.init(path: "$.amounts[\(index)].currency", rule: "must be given once"))
            }
            if amount.minorUnits < 0 {
                violations.append(.init(path: "$.amounts[\(index)].amount", rule: "must not be negative"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// The first day without the contract, when the client is lost on the day.
    static func end(of contract: Contract, lostOn day: CalendarDate) -> CalendarDate {
        max(contract.terms.startsOn, contract.terms.endsOn.map { min(day, $0.adding(days: 1)) } ?? day)
    }

    static func requireDay(_ day: CalendarDate, of contract: Contract) throws(ContractDayRefused) {
        guard end(of: contract, lostOn: day) == day else {
            throw ContractDayRefused(
                earliest: contract.terms.startsOn, latest: contract.terms.endsOn?.adding(days: 1))
        }
    }

    /// What the contracts are worth a year, by currency; amounts that are too large together are cut off.
    static func amounts(of contracts: [Contract]) -> [Money] {
        var sums: [CurrencyCode: Int64] = [:]
        for value in contracts.map(\.recurringValue) {
            let (sum, isTooLarge) = sums[value.currency, default: 0].addingReportingOverflow(value.minorUnits)
            sums[value.currency] = isTooLarge ? .max : sum
        }
        return sums.map { Money(minorUnits: $1, currency: $0) }.sorted { $0.currency.text < $1.currency.text }
    }
}
