// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct ListProductsTests {
    @Test func productsAreFoundByEachMemberOfTheFilter() async throws {
        try await withClients { clients in
            let made = try await clients.upsertProducts(
                .of("seat", name: "Große Lizenz", complements: ["support"]), .of("support", name: "Support plan"),
                .of("old-seat", name: "Lizenz", isOffered: false))
            try await clients.inOtherOrganisation.upsertProducts(.of("lizenz", name: "Lizenz"))
            func codes(_ filter: ProductFilter) async throws -> [String] {
                try await clients.products(filter).items.map(\.code.text)
            }
            #expect(try await codes(ProductFilter()) == ["seat", "support", "old-seat"])
            #expect(try await codes(ProductFilter(code: .code("support"))) == ["support"])
            #expect(try await codes(ProductFilter(text: Text(validating: "LIZ gro"))) == ["seat"])
            #expect(try await codes(ProductFilter(text: Text(validating: "seat"))) == ["seat", "old-seat"])
            #expect(try await codes(ProductFilter(isOffered: false)) == ["old-seat"])
            #expect(try await codes(ProductFilter(complementTo: made[0].product)) == ["support"])
            #expect(try await codes(ProductFilter(isOffered: false, complementTo: made[0].product)).isEmpty)
        }
    }

    @Test func pagesNeitherSkipNorRepeat() async throws {
        try await withClients { clients in
            var expected: [String] = []
            for number in 0..<7 {
                try await clients.upsertProducts(.of("p\(number)"))
                expected.append("p\(number)")
            }
            var seen: [String] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.products(limit: 3, cursor: cursor)
                seen += page.items.map(\.code.text)
                cursor = page.next
                try await clients.upsertProducts(.of("p6", name: "Renamed \(seen.count)"))
            } while cursor != nil
            #expect(seen == expected)
        }
    }

    @Test func aPageOfTheLargestRecordsIsAnswered() async throws {
        try await withClients { clients in
            let description = try LongText<2000>(validating: String(repeating: "界", count: 2000))
            for call in 0..<2 {
                let rows = try (0..<250).map {
                    ProductRow(
                        code: try .code("p\(call)-\($0)"), name: try Text(validating: "P"), description: description)
                }
                for slice in [rows[..<125], rows[125...]] {
                    _ = try await clients.call(
                        UpsertProducts(idempotencyKey: .fresh(), rows: List(validating: Array(slice))))
                }
            }
            let first = try await clients.products()
            let second = try await clients.products(cursor: first.next)
            #expect(first.next != nil)
            #expect(first.items.count + second.items.count == 500)
        }
    }

    @Test func listsGoByTheIndexOfTheirFilter() async throws {
        try await withClients { clients in
            try await clients.database.withPool { pool in
                for organisation in [OrganisationID.first, .second] { try await fill(organisation, in: pool) }
                for table: SQL in ["analyze clients.product", "analyze clients.product_complement"] {
                    try await pool.execute(table)
                }
            }
            let expected: [(filter: ProductFilter, index: String)] = [
                (ProductFilter(), "product_id_is_unique"),
                (ProductFilter(code: try .code("p7")), "product_code_names_one_product"),
                (ProductFilter(text: try Text(validating: "number1234")), "product_by_word"),
                (ProductFilter(complementTo: .new(at: Clocks.start)), "product_complement_named_once"),
            ]
            for (filter, index) in expected {
                let statement = ProductStore.statement(filter, of: .first, after: nil, limit: 101)
                let plan = try await clients.database.withPool(as: .clients, size: 1) { pool in
                    try await pool.rows("explain \(statement)", as: String.self).joined(separator: "\n")
                }
                #expect(plan.contains(index), "\(filter): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(filter): \(plan)")
            }
        }
    }

    private func fill(_ organisation: OrganisationID, in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            with made as materialized (
                select gen_random_uuid() as id, number from generate_series(1, 3000) as number
            ), fact as (
                insert into clients.fact (organisation_id, kind, record_id, version, record, recorded_at, recorded_by)
                select \(organisation)::uuid, 'product', id, 1, '{}'::bytea, now(), 'test' from made
            ), product as (
                insert into clients.product (organisation_id, product_id, code, version, is_offered, searched)
                select \(organisation)::uuid, id, 'p' || number, 1, true, 'product number' || number from made
            )
            insert into clients.product_complement (organisation_id, product_id, complement_id)
            select \(organisation)::uuid, made.id, other.id from made join made as other
                on other.number between made.number + 1 and made.number + 3
            """)
    }

    @Test func onlyReadersOfSalesList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(performing: { _ = try await other.products() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
