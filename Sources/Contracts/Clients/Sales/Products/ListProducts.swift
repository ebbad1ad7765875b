// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed product must be; every given member must hold.
public struct ProductFilter: Codable, Sendable, Hashable {
    public let code: ProductCode?
    /// Words of which each must begin a word of the code or the name, in whichever case and order.
    public let text: Text<1, 100>?
    public let isOffered: Bool?
    /// What clients who have this product often need as well.
    public let complementTo: ProductID?

    public init(
        code: ProductCode? = nil, text: Text<1, 100>? = nil, isOffered: Bool? = nil, complementTo: ProductID? = nil
    ) {
        self.code = code
        self.text = text
        self.isOffered = isOffered
        self.complementTo = complementTo
    }
}

/// In the order of creation, which no change of a product alters.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListProducts: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Product>
    public static let name = "clients.listProducts"
    public static let summary = "Lists the products of the catalogue that match a filter, page by page."
    public static let access = Access.permission(.readSales)

    public let filter: ProductFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ProductFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
