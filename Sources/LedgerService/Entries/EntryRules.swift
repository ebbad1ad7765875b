// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Bookkeeping rules that need no database.
enum EntryRules {
    /// Throws `InvalidParams` for amounts that are not greater than zero: a side says which way money moves.
    static func requirePositiveAmounts(_ lines: some Sequence<EntryLine>, path: String) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        for (index, line) in lines.enumerated() {
            if line.amount.minorUnits <= 0 {
                violations.append(.init(path: "\(path)[\(index)].amount", rule: "must be greater than zero"))
            }
            if let functional = line.functionalAmount, functional.minorUnits <= 0 {
                violations.append(.init(path: "\(path)[\(index)].functionalAmount", rule: "must be greater than zero"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// The line's amount in the book's currency: the one it names, or its own when that is in the book's currency.
    static func functionalAmount(
        of line: EntryLine, in functionalCurrency: CurrencyCode
    ) throws(FunctionalAmountMissing) -> Money {
        if line.amount.currency == functionalCurrency {
            guard line.functionalAmount == nil || line.functionalAmount == line.amount else {
                throw FunctionalAmountMissing(functionalCurrency: functionalCurrency)
            }
            return line.amount
        }
        guard let functional = line.functionalAmount, functional.currency == functionalCurrency else {
            throw FunctionalAmountMissing(functionalCurrency: functionalCurrency)
        }
        return functional
    }

    /// Debits equal credits in each currency, and in the functional currency. Sums are 128 bits wide.
    static func requireBalanced(_ lines: [ResolvedLine], functionalCurrency: CurrencyCode) throws {
        var sums: [CurrencyCode: Int128] = [:]
        var functional: Int128 = 0
        for line in lines {
            sums[line.key.currency, default: 0] += Int128(line.minorUnits)
            functional += Int128(line.functionalMinorUnits)
        }
        if sums.values.allSatisfy({ $0 == 0 }), functional != 0 { sums = [functionalCurrency: functional] }
        let differences = try sums.filter { $0.value != 0 }.sorted { $0.key.text < $1.key.text }.map {
            guard let units = Int64(exactly: $0.value) else { throw AmountOverflow() }
            return Money(minorUnits: units, currency: $0.key)
        }
        guard differences.isEmpty else { throw EntryUnbalanced(differences: differences) }
    }
}
