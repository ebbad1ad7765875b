// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The entries that book a revaluation, and those that reverse them. Pure.
enum RevaluationDrafts {
    /// Each takes a line, and at worst one for the gain and one for the loss of its currency: within 500 of an entry.
    private static let positionsPerEntry = 160

    /// Entries that bring every functional amount to its value: per currency a line for each account, one for all
    /// gains and one for all losses. Their amounts in the currency are zero, so the currency stays balanced.
    static func booking(
        _ positions: [RevaluedPosition], on day: CalendarDate, gainAccount: AccountCode, lossAccount: AccountCode,
        description: Text<0, 500>?
    ) throws -> [EntryDraft] {
        let differing = positions.filter { $0.difference != 0 }
        return try stride(from: 0, to: differing.count, by: positionsPerEntry).map { start in
            let part = differing[start..<min(start + positionsPerEntry, differing.count)]
            var lines: [DraftLine] = []
            for (currency, positions) in byCurrency(part) {
                lines += positions.map { .adjustment($0.balance.account, currency, $0.difference) }
                let gain = try RevaluationRules.sum(positions.map(\.difference).filter { $0 > 0 })
                let loss = try RevaluationRules.sum(positions.map(\.difference).filter { $0 < 0 })
                if gain != 0 { lines.append(.adjustment(gainAccount, currency, -gain)) }
                if loss != 0 { lines.append(.adjustment(lossAccount, currency, -loss)) }
            }
            return EntryDraft(postedOn: day, kind: .revaluation, description: description, lines: lines)
        }
    }

    /// The entry that undoes another, as the other way round as it can be.
    static func reversal(of draft: EntryDraft, number: Int64, on day: CalendarDate) -> EntryDraft {
        var reversal = draft
        reversal.postedOn = day
        reversal.kind = .reversal
        reversal.reverses = number
        reversal.lines = draft.lines.map { line in
            .adjustment(line.account, line.currency, -(line.functionalMinorUnits ?? 0))
        }
        return reversal
    }

    /// In the order that they come in: all of a currency stand together.
    private static func byCurrency(
        _ positions: ArraySlice<RevaluedPosition>
    ) -> [(currency: CurrencyCode, positions: [RevaluedPosition])] {
        var groups: [(currency: CurrencyCode, positions: [RevaluedPosition])] = []
        for position in positions {
            if groups.last?.currency == position.balance.currency {
                groups[groups.count - 1].positions.append(position)
            } else {
                groups.append((position.balance.currency, [position]))
            }
        }
        return groups
    }
}

extension DraftLine {
    /// Adjusts the functional amount alone.
    fileprivate static func adjustment(
        _ account: AccountCode, _ currency: CurrencyCode, _ functionalMinorUnits: Int64
    ) -> DraftLine {
        DraftLine(account: account, currency: currency, minorUnits: 0, functionalMinorUnits: functionalMinorUnits)
    }
}
