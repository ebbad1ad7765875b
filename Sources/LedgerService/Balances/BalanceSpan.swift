// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// A span of days that is asked for, with what was before it.
struct BalanceSpan: Sendable, Equatable {
    let first: CalendarDate?
    /// Inclusive.
    let last: CalendarDate?
    /// The turnover first, then what was before it, if anything can have been.
    let windows: [DayWindow]

    /// Throws `InvalidParams` when the span ends before it begins.
    init(
        from first: CalendarDate?, to last: CalendarDate?, path: String, withoutClosings: Bool?
    ) throws(InvalidParams) {
        if let first, let last, first > last {
            throw InvalidParams(path: path, rule: "must not be after the span's last day")
        }
        self.first = first
        self.last = last
        let turnover = DayWindow(from: first, to: last, includesClosings: withoutClosings != true)
        windows = first.map { [turnover, DayWindow(start: nil, end: $0)] } ?? [turnover]
    }

    func turnover(_ table: BalanceTable, _ account: Int32, _ currency: CurrencyCode) -> BalanceSums {
        table[BalanceCell(window: 0, account: account, currency: currency)]
    }

    /// Zero when the span begins with the first entry.
    func opening(_ table: BalanceTable, _ account: Int32, _ currency: CurrencyCode) -> BalanceSums {
        table[BalanceCell(window: 1, account: account, currency: currency)]
    }
}
