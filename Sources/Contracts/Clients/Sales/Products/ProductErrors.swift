// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such product.
public struct ProductNotFound: DomainError {
    public static let code = 2300
    public static let reason = "clients.product_not_found"
    public let product: ProductID

    public init(product: ProductID) {
        self.product = product
    }

    public var message: String { "There is no such product." }
}

/// Neither the catalogue nor the call has a product of this code.
public struct ProductCodeUnknown: DomainError {
    public static let code = 2301
    public static let reason = "clients.product_code_unknown"
    public let product: ProductCode

    public init(product: ProductCode) {
        self.product = product
    }

    public var message: String { "There is no product of this code." }
}

/// Somebody changed the product since the version that the caller read, or it does not exist yet.
public struct ProductVersionConflict: DomainError {
    public static let code = 2302
    public static let reason = "clients.product_version_conflict"
    public let product: ProductCode
    /// Absent when there is no such product.
    public let currentVersion: Version?

    public init(product: ProductCode, currentVersion: Version?) {
        self.product = product
        self.currentVersion = currentVersion
    }

    public var message: String { "The product has another version." }
}
