// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListDimensionValuesTests {
    @Test func pagesHoldEveryValueOfTheDimensionOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for dimension: Dimension in [.costCentre, .product] {
                try await ledger.declare(dimension, in: book)
                for index in 0..<7 {
                    _ = try await ledger.call(
                        CreateDimensionValue(
                            book: book, idempotencyKey: .fresh(), dimension: dimension,
                            code: DimensionCode(validating: "\(dimension.rawValue)-\(6 - index)")))
                }
            }
            var paged: [DimensionValue] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListDimensionValues(
                        book: book, dimension: .product, limit: PageLimit(unchecked: 3), cursor: cursor))
                paged += page.items
                cursor = page.next
            } while cursor != nil
            #expect(paged.map(\.code.text) == (0..<7).map { "product-\($0)" })
        }
    }

    @Test func clientsAreThoseThatLinesHaveNamed() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            _ = try await ledger.post(.of(EntryLine.sale(5, client: client), in: book))
            let values = try await ledger.call(ListDimensionValues(book: book, dimension: .client)).items
            #expect(values.map(\.code.text) == [client.text] && values.first?.name == nil)
        }
    }

    @Test func cursorOfAnotherDimensionAndUndeclaredDimensionAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: DimensionNotUsed(dimension: .product)) {
                try await ledger.call(ListDimensionValues(book: book, dimension: .product))
            }
            for _ in 0..<2 {
                let client = ClientID.new(at: Clocks.start)
                _ = try await ledger.post(
                    .of(EntryLine.sale(5, client: client), in: book, key: IdempotencyKey.fresh().text))
            }
            try await ledger.declare(.product, in: book)
            let page = try await ledger.call(
                ListDimensionValues(book: book, dimension: .client, limit: PageLimit(unchecked: 1)))
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(
                    ListDimensionValues(book: book, dimension: .product, cursor: page.next))
            }
            #expect(error?.violations.map(\.path) == ["$.cursor"])
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListDimensionValues(book: book, dimension: .client))
            }
            let refused = await #expect(throws: RemoteError.self) {
                try await ledger.as(.accountExecutive).call(ListDimensionValues(book: book, dimension: .client))
            }
            #expect(refused?.code == -32003)
        }
    }
}
