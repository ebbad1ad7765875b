// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What is revalued, at which rates.
struct RevaluationScope: Sendable {
    let asOf: CalendarDate
    let rateType: RateType
    /// The first day from which rates are new enough; nil for any.
    let oldestRate: CalendarDate?
    /// Nil for all assets and liabilities.
    let accounts: [AccountCode]?
    let exceptAccounts: [AccountCode]

    init(
        asOf: CalendarDate, rateType: RateType?, maxAgeDays: AgeDays?, accounts: List<1, 500, AccountCode>?,
        exceptAccounts: List<1, 500, AccountCode>?
    ) {
        self.asOf = asOf
        self.rateType = rateType ?? .closing
        oldestRate = maxAgeDays.map { asOf.oldest(within: $0) }
        self.accounts = accounts.map { Array($0) }
        self.exceptAccounts = exceptAccounts.map { Array($0) } ?? []
    }
}

/// An account's balance in one currency at the end of a day. Debits minus credits, in minor units.
struct CarriedBalance: Sendable, Equatable {
    let account: AccountCode
    let currency: CurrencyCode
    let minorUnits: Int64
    let functionalMinorUnits: Int64
}

/// A balance, and what its functional amount lacks.
struct RevaluedPosition: Sendable, Equatable {
    let balance: CarriedBalance
    /// Nil for a balance of zero, which is worth zero at any rate.
    let quote: DerivedQuote?
    let revalued: Int64
    let difference: Int64
}
