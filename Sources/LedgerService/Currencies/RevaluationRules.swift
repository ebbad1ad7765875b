// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Unrealised gain and loss, as pure functions.
enum RevaluationRules {
    /// More than a book of accounts has balances in other currencies; what one answer can hold.
    static let balanceLimit = 5000

    /// Throws `RateNotFound` for a balance that is not zero, and `AmountOverflow`.
    static func positions(
        of balances: [CarriedBalance], in scope: RevaluationScope, functionalCurrency: CurrencyCode, rates: RateTable
    ) throws -> [RevaluedPosition] {
        try balances.map { balance in
            let (revalued, quote) = try revalue(balance, scope, functionalCurrency, rates)
            let (difference, overflow) = revalued.subtractingReportingOverflow(balance.functionalMinorUnits)
            guard !overflow, difference != .min else { throw AmountOverflow() }
            return RevaluedPosition(balance: balance, quote: quote, revalued: revalued, difference: difference)
        }
    }

    private static func revalue(
        _ balance: CarriedBalance, _ scope: RevaluationScope, _ functionalCurrency: CurrencyCode, _ rates: RateTable
    ) throws -> (revalued: Int64, quote: DerivedQuote?) {
        if balance.minorUnits == 0 { return (0, nil) }
        let quote = try rates.require(scope.need(of: balance.currency, in: functionalCurrency))
        let amount = quote.conversion.convert(balance.minorUnits, from: balance.currency, to: functionalCurrency)
        guard let amount else { throw AmountOverflow() }
        return (amount.minorUnits, quote)
    }

    /// Throws `AmountOverflow` when a total does not fit.
    static func answer(_ positions: [RevaluedPosition], in functionalCurrency: CurrencyCode) throws -> Revaluation {
        func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: functionalCurrency) }
        let balances = positions.map { position in
            RevaluedBalance(
                account: position.balance.account,
                balance: Money(minorUnits: position.balance.minorUnits, currency: position.balance.currency),
                carrying: money(position.balance.functionalMinorUnits), revalued: money(position.revalued),
                difference: money(position.difference), rate: position.quote?.conversion.decimal?.rate,
                rateOn: position.quote?.on, derivation: position.quote?.derivation)
        }
        let differences = positions.map(\.difference)
        return Revaluation(
            balances: balances, totalGain: money(try sum(differences.filter { $0 > 0 })),
            totalLoss: money(-(try sum(differences.filter { $0 < 0 }))))
    }

    static func sum(_ amounts: [Int64]) throws(AmountOverflow) -> Int64 {
        let sum = amounts.reduce(Int128(0)) { $0 + Int128($1) }
        guard let sum = Int64(exactly: sum), sum != .min else { throw AmountOverflow() }
        return sum
    }
}

extension RevaluationScope {
    func need(of currency: CurrencyCode, in functionalCurrency: CurrencyCode) -> RateNeed {
        RateNeed(from: currency, to: functionalCurrency, type: rateType, on: asOf)
    }
}
