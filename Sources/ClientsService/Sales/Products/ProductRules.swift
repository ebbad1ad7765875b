// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// Rules about the catalogue that need no database.
enum ProductRules {
    /// Throws for rows that do not fit together.
    static func requireFitting(_ rows: some Collection<ProductRow>) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        var codes: Set<ProductCode> = []
        for (index, row) in rows.enumerated() {
            if !codes.insert(row.code).inserted {
                violations.append(.init(path: "$.rows[\(index)].code", rule: "must not be the code of an earlier row"))
            }
            var complements: Set<ProductCode> = [row.code]
            let given: [ProductCode] = row.complements?.elements ?? []
            for (place, complement) in given.enumerated() where !complements.insert(complement).inserted {
                violations.append(
                    .init(
                        path: "$.rows[\(index)].complements[\(place)]",
                        rule: "must be neither the row's own code nor one given before"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// Throws `ProductVersionConflict` for the first row whose product is not as it was read.
    static func requireVersions(
        _ rows: some Collection<ProductRow>, of present: [ProductCode: Product]
    ) throws(ProductVersionConflict) {
        for row in rows {
            guard let ifVersion = row.ifVersion, present[row.code]?.version != ifVersion else { continue }
            throw ProductVersionConflict(product: row.code, currentVersion: present[row.code]?.version)
        }
    }

    /// The products after a call, in the order of its rows. Throws `ProductCodeUnknown`.
    static func products(
        _ rows: some Collection<ProductRow>, after present: [ProductCode: Product], at now: Instant
    ) throws(ProductCodeUnknown) -> [Product] {
        var ids = present.mapValues(\.id)
        // In the order of the rows, so that a list shows new products as they came.
        var fresh = rows.map { _ in ProductID.new(at: now) }.sorted()[...]
        for row in rows where ids[row.code] == nil { ids[row.code] = fresh.popFirst() }
        var products: [Product] = []
        for row in rows {
            var complements: [ProductID] = []
            for code in row.complements?.elements ?? [] {
                guard let id = ids[code] else { throw ProductCodeUnknown(product: code) }
                complements.append(id)
            }
            let before = present[row.code]
            products.append(
                Product(
                    id: ids[row.code] ?? .new(at: now), version: before.map { $0.version.next } ?? .first,
                    code: row.code, name: row.name, description: row.description, unit: row.unit,
                    listPrice: row.listPrice, billing: row.billing ?? .once, isOffered: row.isOffered ?? true,
                    complements: complements, createdAt: before?.createdAt ?? now, updatedAt: now))
        }
        return products
    }

    /// Whether two versions say the same, compared by their bytes.
    static func saySame(_ left: Product, _ right: Product) throws -> Bool {
        try StoredRecord.encode(left.asOf(right)) == StoredRecord.encode(right)
    }
}

extension Version {
    static var first: Version { Version(unchecked: 1) }
}

extension Product {
    /// The same contents with another one's version and time.
    fileprivate func asOf(_ other: Product) -> Product {
        Product(
            id: id, version: other.version, code: code, name: name, description: description, unit: unit,
            listPrice: listPrice, billing: billing, isOffered: isOffered, complements: complements,
            createdAt: createdAt, updatedAt: other.updatedAt)
    }
}
