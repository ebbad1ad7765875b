// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Balances in other currencies at a day's rate.
public struct Revaluation: Codable, Sendable, Equatable {
    /// In the order of currencies and account codes; also balances whose amount is right already.
    public let balances: [RevaluedBalance]
    /// The sum of the differences that are debits on the accounts, in the functional currency.
    public let totalGain: Money
    /// The sum of the others, greater than zero.
    public let totalLoss: Money

    public init(balances: [RevaluedBalance], totalGain: Money, totalLoss: Money) {
        self.balances = balances
        self.totalGain = totalGain
        self.totalLoss = totalLoss
    }
}

/// An account's balance in one currency, and what it is worth in the functional one. Debits minus credits.
public struct RevaluedBalance: Codable, Sendable, Equatable {
    public let account: AccountCode
    /// At the end of the day, in its currency.
    public let balance: Money
    /// The functional amount that the books carry it at.
    public let carrying: Money
    /// `balance` at the rate.
    public let revalued: Money
    /// `revalued` less `carrying`: a gain when greater than zero, a loss when less.
    public let difference: Money
    /// As `ledger.getRate` answers it. Left out for a balance of zero, which needs none.
    public let rate: ExchangeRate?
    /// The day of the rate, the older one of a cross rate.
    public let rateOn: CalendarDate?
    public let derivation: RateDerivation?

    public init(
        account: AccountCode, balance: Money, carrying: Money, revalued: Money, difference: Money, rate: ExchangeRate?,
        rateOn: CalendarDate?, derivation: RateDerivation?
    ) {
        self.account = account
        self.balance = balance
        self.carrying = carrying
        self.revalued = revalued
        self.difference = difference
        self.rate = rate
        self.rateOn = rateOn
        self.derivation = derivation
    }
}
