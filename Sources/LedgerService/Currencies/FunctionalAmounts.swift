// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Finds the functional amounts that an entry's lines leave out: pure, in whole minor units.
///
/// Each is the line's amount at the rate of the entry's day and type, rounded half away from zero. Rounded by
/// themselves they may miss the balance by a few minor units although the exact amounts are balanced: then as many of
/// them as it takes are rounded the other way, those first whose rounding went furthest in the wrong direction, and of
/// these the larger. So no amount by rate is a whole minor unit off, and amounts that were given are never touched.
enum FunctionalAmounts {
    /// One for each line; nil when none is left out. Throws `RateNotFound`, and `AmountOverflow` when an amount does
    /// not fit.
    static func byRate(
        _ draft: EntryDraft, in functionalCurrency: CurrencyCode, rates: RateTable
    ) throws -> [Int64]? {
        guard draft.lines.contains(where: { $0.functionalAmount(in: functionalCurrency) == nil }) else { return nil }
        var converted: [(line: Int, amount: RoundedAmount)] = []
        var amounts: [Int64] = []
        for (index, line) in draft.lines.enumerated() {
            if let amount = line.functionalAmount(in: functionalCurrency) {
                amounts.append(amount)
                continue
            }
            let quote = try rates.require(draft.need(of: line, in: functionalCurrency))
            guard
                let amount = quote.conversion.convert(line.minorUnits, from: line.currency, to: functionalCurrency)
            else { throw AmountOverflow() }
            converted.append((index, amount))
            amounts.append(amount.minorUnits)
        }
        if isBalanced(draft.lines) { settle(&amounts, converted) }
        return amounts
    }

    /// Debits equal credits in each currency: then what is left in the functional one is rounding, or was given.
    private static func isBalanced(_ lines: [DraftLine]) -> Bool {
        var sums: [CurrencyCode: Int128] = [:]
        for line in lines { sums[line.currency, default: 0] += Int128(line.minorUnits) }
        return sums.values.allSatisfy { $0 == 0 }
    }

    /// Leaves the amounts as they are when rounding alone cannot balance them.
    private static func settle(_ amounts: inout [Int64], _ converted: [(line: Int, amount: RoundedAmount)]) {
        let difference = amounts.reduce(Int128(0)) { $0 + Int128($1) }
        guard difference != 0 else { return }
        let sign = difference > 0 ? 1 : -1
        let candidates = converted.filter { $0.amount.excess.sign == sign }
        guard difference.magnitude <= candidates.count else { return }
        let sorted = candidates.sorted { left, right in
            let (a, b) = (left.amount.excess, right.amount.excess)
            if a != b { return sign > 0 ? a > b : a < b }
            let (first, second) = (left.amount.minorUnits.magnitude, right.amount.minorUnits.magnitude)
            return first == second ? left.line < right.line : first > second
        }
        for (line, _) in sorted.prefix(Int(difference.magnitude)) { amounts[line] -= Int64(sign) }
    }
}

extension EntryDraft {
    /// The rates that the entry cannot be posted without.
    func neededRates(in functionalCurrency: CurrencyCode) -> [RateNeed] {
        lines.lazy.filter { $0.functionalAmount(in: functionalCurrency) == nil }
            .map { need(of: $0, in: functionalCurrency) }
    }

    fileprivate func need(of line: DraftLine, in functionalCurrency: CurrencyCode) -> RateNeed {
        RateNeed(from: line.currency, to: functionalCurrency, type: rateType, on: postedOn)
    }
}

extension DraftLine {
    /// Nil when it is to be found by a rate.
    fileprivate func functionalAmount(in functionalCurrency: CurrencyCode) -> Int64? {
        functionalMinorUnits ?? (currency == functionalCurrency ? minorUnits : nil)
    }
}
