// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How often a product is charged for.
public enum ProductBilling: String, TextEnumeration {
    case once
    case monthly
    case quarterly
    case yearly
}

/// What the organisation sells, as of one version of the record.
public struct Product: Codable, Sendable, Equatable {
    public let id: ProductID
    /// From 1; each change adds 1.
    public let version: Version
    public let code: ProductCode
    public let name: Text<1, 200>
    public let description: LongText<2000>?
    /// What one is: `seat`, `hour`.
    public let unit: Text<1, 30>?
    /// For one, as often as the product is charged for.
    public let listPrice: Money?
    public let billing: ProductBilling
    /// Whether it is sold at present.
    public let isOffered: Bool
    /// What clients who have this one often need as well, in the order of preference.
    public let complements: [ProductID]
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: ProductID, version: Version, code: ProductCode, name: Text<1, 200>, description: LongText<2000>? = nil,
        unit: Text<1, 30>? = nil, listPrice: Money? = nil, billing: ProductBilling, isOffered: Bool,
        complements: [ProductID], createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.code = code
        self.name = name
        self.description = description
        self.unit = unit
        self.listPrice = listPrice
        self.billing = billing
        self.isOffered = isOffered
        self.complements = complements
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
