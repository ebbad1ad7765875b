// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Which amounts a report shows: those of lines in one currency, or the functional amounts of all lines.
struct Valuation: Sendable, Equatable {
    let currency: CurrencyCode
    private let isFunctional: Bool

    init(_ asked: CurrencyCode?, functional: CurrencyCode) {
        currency = asked ?? functional
        isFunctional = asked == nil
    }

    /// Sums over currencies. What has no line is absent.
    func sums(of table: BalanceTable) -> [ValuedCell: WideSides] {
        var sums: [ValuedCell: WideSides] = [:]
        for (cell, sum) in table.sums where !sum.isEmpty {
            guard isFunctional || cell.currency == currency else { continue }
            sums[ValuedCell(window: cell.window, account: cell.account), default: WideSides()] +=
                isFunctional ? sum.functional : sum.amounts
        }
        return sums
    }
}

struct ValuedCell: Sendable, Hashable {
    let window: Int
    let account: Int32
}
