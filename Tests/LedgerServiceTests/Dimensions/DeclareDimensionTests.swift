// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DeclareDimensionTests {
    private func sale(project: String?, _ book: BookID) throws -> PostEntry {
        let line = EntryLine(
            account: .sales, side: .credit, amount: .gbp(5),
            project: try project.map { try DimensionCode(validating: $0) })
        return try .of([.debit(.cash, .gbp(5)), line], in: book, key: IdempotencyKey.fresh().text)
    }

    @Test func linesMayNameADimensionOnceItIsDeclared() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: DimensionNotUsed(dimension: .project)) {
                try await ledger.post(sale(project: "p1", book))
            }
            try await ledger.declare(.project, in: book)
            _ = try await ledger.post(sale(project: "p1", book))
            _ = try await ledger.post(sale(project: nil, book))
        }
    }

    @Test func closedListTakesOnlyValuesThatWereMade() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.project, in: book)
            _ = try await ledger.post(sale(project: "p1", book))
            try await ledger.declare(.project, isClosedList: true, in: book)
            _ = try await ledger.post(sale(project: "p1", book))
            let unknown = DimensionValueNotFound(dimension: .project, value: try Text(validating: "p2"))
            await #expect(throws: unknown) { try await ledger.post(sale(project: "p2", book)) }
            _ = try await ledger.call(
                CreateDimensionValue(
                    book: book, idempotencyKey: .fresh(), dimension: .project, code: DimensionCode(validating: "p2")))
            _ = try await ledger.post(sale(project: "p2", book))
            try await ledger.declare(.project, in: book)
            _ = try await ledger.post(sale(project: "p3", book))
        }
    }

    @Test func declarationIsAFactOnceAndOnlyWhenItChanges() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let before = try await ledger.facts(of: book).count
            try await ledger.declare(.product, in: book)
            try await ledger.declare(.product, in: book)
            try await ledger.declare(.product, isClosedList: true, in: book)
            #expect(
                try await ledger.facts(of: book).dropFirst(before).map(\.dimension) == [
                    DeclaredDimension(dimension: .product, isClosedList: false),
                    DeclaredDimension(dimension: .product, isClosedList: true),
                ])
        }
    }

    @Test func clientsAreNoClosedList() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.declare(.client, isClosedList: true, in: book)
            }
            #expect(error?.violations.map(\.path) == ["$.isClosedList"])
            try await ledger.declare(.client, in: book)
        }
    }

    @Test func bookkeeperMayNotDeclareAndAnotherOrganisationHasNoSuchBook() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).declare(.project, in: book)
            }
            #expect(error?.code == -32003)
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.declare(.project, in: book)
            }
        }
    }
}
