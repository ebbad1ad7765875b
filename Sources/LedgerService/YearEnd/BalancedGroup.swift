// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// An amount of one currency and what it is in the functional one, in minor units, debit positive.
struct SignedAmount: Sendable, Equatable {
    let currency: CurrencyCode
    let minorUnits: Int64
    let functionalMinorUnits: Int64
}

extension SignedAmount {
    /// One amount whose two sides agree in sign, or two of which each has one side only: a line is on one side of its
    /// account in both currencies. None when there is nothing.
    var lines: [SignedAmount] {
        if minorUnits == 0 && functionalMinorUnits == 0 { return [] }
        if minorUnits.signum() * functionalMinorUnits.signum() >= 0 { return [self] }
        return [
            SignedAmount(currency: currency, minorUnits: minorUnits, functionalMinorUnits: 0),
            SignedAmount(currency: currency, minorUnits: 0, functionalMinorUnits: functionalMinorUnits),
        ]
    }
}

/// Lines of which each group is an entry, balanced against one account.
struct BalancedGroup: Sendable, Equatable {
    /// Which of the lines it takes.
    let lines: Range<Int>
    /// What the account takes, by currency in alphabetical order.
    let balancing: [SignedAmount]

    /// As few groups as a run over the lines in their order gives. Throws `AmountOverflow` when a sum does not fit.
    static func split(
        _ lines: [SignedAmount], limit: Int = 500
    ) throws(AmountOverflow) -> [BalancedGroup] {
        var groups: [BalancedGroup] = []
        var start = 0
        var sums = Sums()
        for (index, line) in lines.enumerated() {
            // A currency's difference takes two lines at most.
            let width = index - start + 1 + 2 * sums.currencies(with: line.currency)
            if width > limit {
                groups.append(BalancedGroup(lines: start..<index, balancing: try sums.balancing()))
                start = index
                sums = Sums()
            }
            sums.add(line)
        }
        if start < lines.count {
            groups.append(BalancedGroup(lines: start..<lines.count, balancing: try sums.balancing()))
        }
        return groups
    }

    private struct Sums {
        private var byCurrency: [CurrencyCode: (minor: Int128, functional: Int128)] = [:]

        func currencies(with currency: CurrencyCode) -> Int {
            byCurrency.count + (byCurrency[currency] == nil ? 1 : 0)
        }

        mutating func add(_ line: SignedAmount) {
            byCurrency[line.currency, default: (0, 0)].minor += Int128(line.minorUnits)
            byCurrency[line.currency, default: (0, 0)].functional += Int128(line.functionalMinorUnits)
        }

        func balancing() throws(AmountOverflow) -> [SignedAmount] {
            var amounts: [SignedAmount] = []
            for (currency, sum) in byCurrency.sorted(by: { $0.key.text < $1.key.text }) {
                guard let minor = Int64(exactly: -sum.minor), let functional = Int64(exactly: -sum.functional) else {
                    throw AmountOverflow()
                }
                amounts += SignedAmount(currency: currency, minorUnits: minor, functionalMinorUnits: functional).lines
            }
            return amounts
        }
    }
}
