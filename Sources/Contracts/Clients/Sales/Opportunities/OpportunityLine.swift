// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How many of a product.
public struct LineQuantity: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...1_000_000_000
    public static let meaning = "How many of a product."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// What is to be sold, as a caller says it.
public struct NewOpportunityLine: Codable, Sendable, Equatable {
    public let product: ProductID
    public let quantity: LineQuantity
    /// As offered, not less than zero; all lines are in one currency.
    public let unitPrice: Money

    public init(product: ProductID, quantity: LineQuantity, unitPrice: Money) {
        self.product = product
        self.quantity = quantity
        self.unitPrice = unitPrice
    }
}

/// What is to be sold.
public struct OpportunityLine: Codable, Sendable, Equatable {
    public let product: ProductID
    public let quantity: LineQuantity
    public let unitPrice: Money
    /// Quantity times unit price.
    public let amount: Money

    public init(product: ProductID, quantity: LineQuantity, unitPrice: Money, amount: Money) {
        self.product = product
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
    }
}
