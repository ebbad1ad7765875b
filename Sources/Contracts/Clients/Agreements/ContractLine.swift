// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is agreed to be delivered, and at which price.
public struct ContractLine: Codable, Sendable, Hashable {
    /// The product's code, if it has one.
    public let product: Text<1, 60>?
    public let text: Text<1, 500>
    public let quantity: Quantity
    /// Of one, for each bill; in the contract's currency. Negative for a discount.
    public let price: Money
    /// The service's first day; the contract's when left out.
    public let from: CalendarDate?
    /// The service's last day; the contract's when left out.
    public let to: CalendarDate?
    public let billing: BillingPlan
    /// Whether a bill is for what comes; false when left out.
    public let billedInAdvance: Bool?

    public init(
        product: Text<1, 60>? = nil, text: Text<1, 500>, quantity: Quantity, price: Money, from: CalendarDate? = nil,
        to: CalendarDate? = nil, billing: BillingPlan, billedInAdvance: Bool? = nil
    ) {
        self.product = product
        self.text = text
        self.quantity = quantity
        self.price = price
        self.from = from
        self.to = to
        self.billing = billing
        self.billedInAdvance = billedInAdvance
    }
}
