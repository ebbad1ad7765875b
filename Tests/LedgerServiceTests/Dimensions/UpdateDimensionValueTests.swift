// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateDimensionValueTests {
    private func update(
        _ code: String, of dimension: Dimension = .project, in book: BookID, name: String? = nil,
        isClosed: Bool? = nil
    ) throws -> UpdateDimensionValue {
        UpdateDimensionValue(
            book: book, idempotencyKey: .fresh(), dimension: dimension, code: try .init(validating: code),
            name: try name.map { try Text(validating: $0) }, isClosed: isClosed)
    }

    private func sale(_ project: String, _ book: BookID) throws -> PostEntry {
        let line = EntryLine(
            account: .sales, side: .credit, amount: .gbp(5), project: try DimensionCode(validating: project))
        return try .of([.debit(.cash, .gbp(5)), line], in: book, key: IdempotencyKey.fresh().text)
    }

    @Test func closedValueTakesNoLinesUntilItIsReopened() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.project, in: book)
            _ = try await ledger.post(sale("bridge", book))
            #expect(try await ledger.call(update("bridge", in: book, isClosed: true)).value.isClosed)
            let closed = DimensionValueClosed(dimension: .project, value: try Text(validating: "bridge"))
            await #expect(throws: closed) { try await ledger.post(sale("bridge", book)) }
            _ = try await ledger.post(sale("tunnel", book))
            #expect(try await !ledger.call(update("bridge", in: book, isClosed: false)).value.isClosed)
            _ = try await ledger.post(sale("bridge", book))
        }
    }

    @Test func valueThatALineMadeIsGivenItsName() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.project, in: book)
            _ = try await ledger.post(sale("bridge", book))
            let made = DimensionValue(dimension: .project, code: "bridge", name: nil, isClosed: false)
            #expect(try await ledger.facts(of: book).last?.dimensionValue == made)
            let before = try await ledger.facts(of: book).count
            let named = try await ledger.call(update("bridge", in: book, name: "The bridge")).value
            #expect(named.name?.text == "The bridge")
            #expect(try await ledger.call(update("bridge", in: book, name: "The bridge")).value == named)
            #expect(try await ledger.facts(of: book).dropFirst(before).map(\.dimensionValue) == [named])
            #expect(try await ledger.call(ListDimensionValues(book: book, dimension: .project)).items == [named])
        }
    }

    @Test func unknownValueIsRefusedAndAnotherOrganisationHasNoSuchBook() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let unknown = DimensionValueNotFound(dimension: .project, value: try Text(validating: "bridge"))
            await #expect(throws: unknown) { try await ledger.call(update("bridge", in: book, name: "x")) }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(update("bridge", in: book, name: "x"))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(update("bridge", of: .client, in: book, name: "x"))
            }
            #expect(error?.violations.map(\.path) == ["$.dimension"])
            let refused = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(update("bridge", in: book, name: "x"))
            }
            #expect(refused?.code == -32003)
        }
    }
}
