// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The side of an account that a line is written on.
public enum EntrySide: String, TextEnumeration {
    case debit
    case credit
}

/// One line of a journal entry.
public struct EntryLine: Codable, Sendable, Equatable {
    public let account: AccountCode
    public let side: EntrySide
    /// Greater than zero in what is posted. Zero in lines of revaluations, which adjust the functional amount alone.
    public let amount: Money
    /// The amount in the book's functional currency. Left out when that is the amount's own; of another currency it is
    /// found by the rate of the day when it is left out, and greater than zero when it is given.
    public let functionalAmount: Money?
    /// The client that the line is about.
    public let client: ClientID?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?
    public let memo: Text<1, 500>?

    public init(
        account: AccountCode, side: EntrySide, amount: Money, functionalAmount: Money? = nil, client: ClientID? = nil,
        costCentre: DimensionCode? = nil, project: DimensionCode? = nil, product: DimensionCode? = nil,
        memo: Text<1, 500>? = nil
    ) {
        self.account = account
        self.side = side
        self.amount = amount
        self.functionalAmount = functionalAmount
        self.client = client
        self.costCentre = costCentre
        self.project = project
        self.product = product
        self.memo = memo
    }
}
