// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateDimensionValueTests {
    private func value(
        _ code: String, of dimension: Dimension = .costCentre, in book: BookID, name: String? = nil
    ) throws -> CreateDimensionValue {
        CreateDimensionValue(
            book: book, idempotencyKey: .fresh(), dimension: dimension, code: try .init(validating: code),
            name: try name.map { try Text(validating: $0) })
    }

    @Test func linesMayNameTheValueAtOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.costCentre, isClosedList: true, in: book)
            let request = try value("north", in: book, name: "Northern branch")
            let made = try await ledger.call(request).value
            #expect(made.name?.text == "Northern branch" && !made.isClosed && made.dimension == .costCentre)
            #expect(try await ledger.call(request).value == made)
            #expect(try await ledger.facts(of: book).last?.dimensionValue == made)
            let line = EntryLine(account: .sales, side: .credit, amount: .gbp(5), costCentre: made.code)
            _ = try await ledger.post(.of([.debit(.cash, .gbp(5)), line], in: book))
        }
    }

    /// Numbers of values and of those who post come from one row of the head.
    @Test func valuesAndPostingsTakeNumbersInTurn() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.costCentre, in: book)
            for index in 0..<3 {
                _ = try await ledger.call(value("made-\(index)", in: book))
                let line = EntryLine(
                    account: .sales, side: .credit, amount: .gbp(5),
                    costCentre: try DimensionCode(validating: "posted-\(index)"))
                _ = try await ledger.as(.bookkeeper).post(
                    .of([.debit(.cash, .gbp(5)), line], in: book, key: "\(index)"))
            }
            let values = try await ledger.call(ListDimensionValues(book: book, dimension: .costCentre)).items
            #expect(values.map(\.code.text) == ["made-0", "made-1", "made-2", "posted-0", "posted-1", "posted-2"])
            let entries = try await ledger.call(ListEntries(book: book)).items
            #expect(entries.map { $0.lines[1].costCentre?.text } == ["posted-0", "posted-1", "posted-2"])
        }
    }

    @Test func takenValueAndUndeclaredDimensionAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: DimensionNotUsed(dimension: .costCentre)) {
                try await ledger.call(value("north", in: book))
            }
            try await ledger.declare(.costCentre, in: book)
            try await ledger.declare(.product, in: book)
            _ = try await ledger.call(value("north", in: book))
            await #expect(throws: DimensionValueTaken()) { try await ledger.call(value("north", in: book)) }
            _ = try await ledger.call(value("north", of: .product, in: book))
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(value("north", in: book))
            }
        }
    }

    @Test func clientsAreNotMadeHereAndBookkeepersMakeNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(value("north", of: .client, in: book))
            }
            #expect(error?.violations.map(\.path) == ["$.dimension"])
            let refused = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(value("north", in: book))
            }
            #expect(refused?.code == -32003)
        }
    }
}
