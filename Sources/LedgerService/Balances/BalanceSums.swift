// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Debits and credits of any number of lines: 128 bits wide, checked when they become money.
struct WideSides: Sendable, Equatable {
    var debits: Int128 = 0
    var credits: Int128 = 0

    var net: Int128 { debits - credits }
    var isZero: Bool { debits == 0 && credits == 0 }

    static func += (left: inout WideSides, right: WideSides) {
        left.debits += right.debits
        left.credits += right.credits
    }

    static func -= (left: inout WideSides, right: WideSides) {
        left.debits -= right.debits
        left.credits -= right.credits
    }
}

/// Sums of lines in one currency, and of their amounts in the functional currency.
struct BalanceSums: Sendable, Equatable {
    var amounts = WideSides()
    var functional = WideSides()

    /// Whether there is no line: each has an amount in one of the two.
    var isEmpty: Bool { amounts.isZero && functional.isZero }

    static func += (left: inout BalanceSums, right: BalanceSums) {
        left.amounts += right.amounts
        left.functional += right.functional
    }

    static func -= (left: inout BalanceSums, right: BalanceSums) {
        left.amounts -= right.amounts
        left.functional -= right.functional
    }
}

extension BalanceSums: RowDecodable {
    /// Debits, credits, functional debits and functional credits.
    init(row: inout Row) throws {
        amounts = WideSides(debits: try row.next(), credits: try row.next())
        functional = WideSides(debits: try row.next(), credits: try row.next())
    }
}

/// What a sum is of.
struct BalanceCell: Sendable, Hashable {
    /// Which of the windows that were asked for, from 0.
    let window: Int
    let account: Int32
    let currency: CurrencyCode
}

/// Sums by window, account and currency. What is not there is zero.
struct BalanceTable: Sendable, Equatable {
    private(set) var sums: [BalanceCell: BalanceSums] = [:]

    mutating func add(_ sum: BalanceSums, to cell: BalanceCell) {
        sums[cell, default: BalanceSums()] += sum
    }

    mutating func subtract(_ other: BalanceTable) {
        for (cell, sum) in other.sums { sums[cell, default: BalanceSums()] -= sum }
    }

    subscript(cell: BalanceCell) -> BalanceSums { sums[cell] ?? BalanceSums() }
}

extension Money {
    /// Throws `AmountOverflow` for a sum beyond 64 bits, and never answers a wrong one.
    init(sum: Int128, currency: CurrencyCode) throws(AmountOverflow) {
        guard let units = Int64(exactly: sum) else { throw AmountOverflow() }
        self.init(minorUnits: units, currency: currency)
    }
}

extension BalanceFigures {
    init(opening: Int128, turnover: WideSides, currency: CurrencyCode) throws(AmountOverflow) {
        self.init(
            opening: try Money(sum: opening, currency: currency),
            debits: try Money(sum: turnover.debits, currency: currency),
            credits: try Money(sum: turnover.credits, currency: currency),
            closing: try Money(sum: opening + turnover.net, currency: currency))
    }
}
