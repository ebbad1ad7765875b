// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What an account may turn over in some months, as a whole or with one value of one dimension.
public struct BudgetLine: Codable, Sendable, Equatable {
    /// A heading's amount is for all accounts below it together.
    public let account: AccountCode
    public let from: CalendarMonth
    /// Inclusive; the line is of one month when it is left out. The amount is for all the months together.
    public let to: CalendarMonth?
    /// Of these four at most one is given. With it, only lines about it count.
    public let client: ClientID?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?
    /// On the side on which the account grows: what an expense may cost, what an income shall bring. In the book's
    /// functional currency.
    public let amount: Money
    /// Instead of the budget's own check; then for accounts of any kind.
    public let check: BudgetCheck?

    public init(
        account: AccountCode, from: CalendarMonth, to: CalendarMonth? = nil, client: ClientID? = nil,
        costCentre: DimensionCode? = nil, project: DimensionCode? = nil, product: DimensionCode? = nil, amount: Money,
        check: BudgetCheck? = nil
    ) {
        self.account = account
        self.from = from
        self.to = to
        self.client = client
        self.costCentre = costCentre
        self.project = project
        self.product = product
        self.amount = amount
        self.check = check
    }
}
