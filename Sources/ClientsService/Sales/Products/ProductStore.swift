// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// The catalogue as it is now.
enum ProductStore {
    /// Those among the codes that exist.
    static func products(_ codes: [ProductCode], in write: ClientWrite) async throws -> [ProductCode: Product] {
        let found = try await write.transaction.rows(
            """
            select \(record) from clients.product
            where product.organisation_id = \(write.organisation) and product.code = any(\(codes))
            """, as: StoredFact<Product>.self)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.record.code, $0.record) })
    }

    /// Throws `ProductNotFound` for the first that the organisation does not have.
    static func require(_ products: [ProductID], in write: ClientWrite) async throws {
        if products.isEmpty { return }
        let missing = try await write.transaction.optionalRow(
            """
            select given.product_id from unnest(\(products)) with ordinality as given (product_id, ordinal)
            where not exists (
                select from clients.product
                where product.organisation_id = \(write.organisation) and product.product_id = given.product_id)
            order by given.ordinal limit 1
            """, as: ProductID.self)
        if let missing { throw ProductNotFound(product: missing) }
    }

    static func page(
        _ filter: ProductFilter, of organisation: OrganisationID, after product: ProductID?, limit: Int,
        in database: some PostgresExecutor
    ) async throws -> [StoredFact<Product>] {
        try await database.rows(
            statement(filter, of: organisation, after: product, limit: limit), as: StoredFact<Product>.self)
    }

    /// Only what is asked for stands in the statement, so that each combination is planned by itself.
    static func statement(
        _ filter: ProductFilter, of organisation: OrganisationID, after product: ProductID?, limit: Int
    ) -> SQL {
        var condition: SQL = "product.organisation_id = \(organisation)"
        if let code = filter.code { condition += " and product.code = \(code)" }
        if let text = filter.text { condition += " and product.words @@ clients.search(\(organisation), \(text))" }
        if let isOffered = filter.isOffered { condition += " and product.is_offered = \(isOffered)" }
        if let complemented = filter.complementTo {
            condition += """
                 and product.product_id in (
                    select complement.complement_id from clients.product_complement as complement
                    where complement.organisation_id = \(organisation) and complement.product_id = \(complemented))
                """
        }
        return """
            select \(record)
            from (
                select product.organisation_id, product.product_id, product.version from clients.product
                where \(condition) and product.product_id > \(product ?? ProductID(UUIDValue(high: 0, low: 0)))
                order by product.product_id limit \(limit)
            ) as product
            order by product.product_id
            """
    }

    /// Of a `product`. Looked up by itself, so that no plan reads the history of all products instead.
    private static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = product.organisation_id and fact.kind = 'product'
                and fact.record_id = product.product_id and fact.version = product.version
        )
        """
    }

    /// Puts the records in the places of those before, without publishing them.
    static func put(_ products: [Product], in write: ClientWrite) async throws {
        if products.isEmpty { return }
        let pairs = products.flatMap { product in product.complements.map { (product.id, $0) } }
        _ = try await write.transaction.batch([
            """
            insert into clients.product (organisation_id, product_id, code, version, is_offered, searched)
            select \(write.organisation)::uuid, product_id, code, version, is_offered, searched
            from unnest(\(products.map(\.id)), \(products.map(\.code)), \(products.map(\.version)),
                \(products.map(\.isOffered)), \(products.map { "\($0.code.text) \($0.name.text)" }))
                as given (product_id, code, version, is_offered, searched)
            on conflict on constraint product_id_is_unique do update set
                version = excluded.version, is_offered = excluded.is_offered, searched = excluded.searched
            """,
            """
            delete from clients.product_complement
            where organisation_id = \(write.organisation) and product_id = any(\(products.map(\.id)))
            """,
            """
            insert into clients.product_complement (organisation_id, product_id, complement_id)
            select \(write.organisation)::uuid, product_id, complement_id
            from unnest(\(pairs.map(\.0)), \(pairs.map(\.1))) as given (product_id, complement_id)
            """,
        ])
    }
}
