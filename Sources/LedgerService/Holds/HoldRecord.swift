// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A hold as it is stored.
struct HoldRecord: Sendable, Equatable {
    let number: Int64
    let debit: Int32
    let credit: Int32
    let currency: CurrencyCode
    /// Minor units, greater than zero.
    let amount: Int64
    var remaining: Int64
    var state: HoldState = .active
    let createdAt: Instant
    let expiresAt: Instant?
    var endedAt: Instant?
    let recordedBy: Text<1, 100>
    let client: ClientID?
    let costCentre: DimensionCode?
    let project: DimensionCode?
    let product: DimensionCode?
    let description: Text<0, 500>?
    let documentReference: Text<1, 100>?
    /// The numbers of the above, for the row.
    var actor: Int32
    var symbols = LineSymbols()

    /// What `units` of it reserve on the two balances, debit positive.
    func release(of units: Int64) -> HoldRelease {
        HoldRelease(
            hold: number,
            sides: [
                (BalanceKey(account: debit, currency: currency), units),
                (BalanceKey(account: credit, currency: currency), -units),
            ])
    }
}

/// What is no longer reserved: minor units by balance, debit positive.
struct HoldRelease: Sendable {
    let hold: Int64
    let sides: [(BalanceKey, Int64)]
}

/// An amount to be held.
struct HoldDraft: Sendable {
    let debit: DraftLine
    let credit: DraftLine
    let expiresAt: Instant?
    let description: Text<0, 500>?
    let documentReference: Text<1, 100>?
}

/// A hold to be confirmed.
struct HoldConfirmation: Sendable {
    let hold: Int64
    let postedOn: CalendarDate
    /// All that is reserved when nil.
    let amount: Money?
    /// In the functional currency, greater than zero.
    let functionalMinorUnits: Int64?
    let keepsRest: Bool
    let description: Text<0, 500>?
}
