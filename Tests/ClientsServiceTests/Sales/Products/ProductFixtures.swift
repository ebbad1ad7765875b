// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension ProductCode {
    static func code(_ text: String) throws -> ProductCode {
        try ProductCode(validating: text)
    }
}

extension Money {
    static func of(_ amount: String, _ currency: String = "EUR") throws -> Money {
        try Money(amount: amount, currency: CurrencyCode(validating: currency))
    }
}

extension ProductRow {
    static func of(
        _ code: String, name: String? = nil, ifVersion: Version? = nil, listPrice: Money? = nil,
        isOffered: Bool? = nil, complements: [String]? = nil
    ) throws -> ProductRow {
        try ProductRow(
            code: .code(code), ifVersion: ifVersion, name: Text(validating: name ?? "Product \(code)"),
            listPrice: listPrice, isOffered: isOffered,
            complements: complements.map { try List(validating: $0.map { try .code($0) }) })
    }
}

extension ClientsUnderTest {
    @discardableResult
    func upsertProducts(_ rows: ProductRow..., key: IdempotencyKey? = nil) async throws -> [ProductOutcome] {
        try await call(UpsertProducts(idempotencyKey: key ?? .fresh(), rows: List(validating: rows))).outcomes
    }

    func product(_ code: String, listPrice: Money? = nil) async throws -> ProductID {
        try await upsertProducts(.of(code, listPrice: listPrice))[0].product
    }

    func products(
        _ filter: ProductFilter? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> Page<Product> {
        try await call(ListProducts(filter: filter, limit: PageLimit(unchecked: limit), cursor: cursor))
    }
}
