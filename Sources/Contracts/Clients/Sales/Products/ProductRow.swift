// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A product as it shall be, in whole: what is left out is empty afterwards.
public struct ProductRow: Codable, Sendable, Equatable {
    public let code: ProductCode
    /// When it is not the product's version any more, nothing of the call is carried out. Unchecked when left out.
    public let ifVersion: Version?
    public let name: Text<1, 200>
    public let description: LongText<2000>?
    public let unit: Text<1, 30>?
    public let listPrice: Money?
    /// `once` when left out.
    public let billing: ProductBilling?
    /// True when left out.
    public let isOffered: Bool?
    /// Other products, of the catalogue or of the same call.
    public let complements: List<0, 50, ProductCode>?

    public init(
        code: ProductCode, ifVersion: Version? = nil, name: Text<1, 200>, description: LongText<2000>? = nil,
        unit: Text<1, 30>? = nil, listPrice: Money? = nil, billing: ProductBilling? = nil, isOffered: Bool? = nil,
        complements: List<0, 50, ProductCode>? = nil
    ) {
        self.code = code
        self.ifVersion = ifVersion
        self.name = name
        self.description = description
        self.unit = unit
        self.listPrice = listPrice
        self.billing = billing
        self.isOffered = isOffered
        self.complements = complements
    }
}

/// What became of one row.
public struct ProductOutcome: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        case created
        case updated
        /// The product already was as the row says; nothing was written.
        case unchanged
    }

    public let kind: Kind
    public let product: ProductID
    public let code: ProductCode
    /// After the row.
    public let version: Version

    public init(kind: Kind, product: ProductID, code: ProductCode, version: Version) {
        self.kind = kind
        self.product = product
        self.code = code
        self.version = version
    }
}
