// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What income and expense accounts have on a day.
struct ProfitBalance: Sendable, Equatable {
    let account: AccountCode
    let amount: SignedAmount
}

/// The entries that close a year: a pure function of what its accounts have.
struct YearClosing: Sendable {
    /// Dated the year's last day; each balanced against retained earnings in each currency.
    let drafts: [EntryDraft]
    /// Income less expenses, in minor units of the functional currency.
    let profit: Int64

    /// Throws `AmountOverflow` when a sum does not fit.
    init(
        _ balances: [ProfitBalance], of year: FiscalYear, against retainedEarnings: AccountCode
    ) throws {
        let lines = balances.flatMap { balance in
            balance.amount.lines.map { ProfitBalance(account: balance.account, amount: $0) }
        }
        guard lines.allSatisfy({ $0.amount.hasOpposite }) else { throw AmountOverflow() }
        let opposite = lines.map { ProfitBalance(account: $0.account, amount: $0.amount.opposite) }
        let description = try Text<0, 500>(validating: "Close of fiscal year \(year.code)")
        drafts = try BalancedGroup.split(opposite.map(\.amount)).map { group in
            EntryDraft(
                postedOn: year.endsOn, kind: .closing, description: description,
                lines: opposite[group.lines].map { DraftLine(account: $0.account, $0.amount) }
                    + group.balancing.map { DraftLine(account: retainedEarnings, $0) })
        }
        let sum = lines.reduce(Int128(0)) { $0 - Int128($1.amount.functionalMinorUnits) }
        guard let profit = Int64(exactly: sum) else { throw AmountOverflow() }
        self.profit = profit
    }
}

extension YearClosing {
    /// A key that no caller can name: those are of printable characters.
    static func key(_ text: String) -> String { "\t" + text }

    /// With keys of their own. The number makes them those of this close and of no other of the year.
    func keyed(after number: Int64) -> [KeyedDraft] {
        drafts.enumerated().map { index, draft in
            KeyedDraft(draft: draft, key: YearClosing.key("close:\(number + Int64(index) + 1)"))
        }
    }
}

extension SignedAmount {
    fileprivate var hasOpposite: Bool { minorUnits > .min && functionalMinorUnits > .min }

    fileprivate var opposite: SignedAmount {
        SignedAmount(
            currency: currency, minorUnits: -minorUnits, functionalMinorUnits: -functionalMinorUnits)
    }
}

extension DraftLine {
    init(account: AccountCode, _ amount: SignedAmount) {
        self.init(
            account: account, currency: amount.currency, minorUnits: amount.minorUnits,
            functionalMinorUnits: amount.functionalMinorUnits)
    }
}
