// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

/// Codes that lines name are as the feed told them: a changed one is found though no line has changed.
@Suite struct DimensionValueCorruptionTests {
    /// Opens a book with a project that was made and two that a line made, changes it by SQL, and verifies.
    private func afterwards(_ statements: SQL..., check: (Verification) throws -> Void) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.project, in: book)
            _ = try await ledger.call(
                CreateDimensionValue(
                    book: book, idempotencyKey: .fresh(), dimension: .project, code: "north",
                    name: Text(validating: "Northern branch")))
            let lines = [
                EntryLine(account: .receivables, side: .debit, amount: .gbp(3), project: "made-by-a-line"),
                EntryLine(account: .cash, side: .debit, amount: .gbp(2), project: "also-made"),
                EntryLine(account: .sales, side: .credit, amount: .gbp(5), project: "north"),
            ]
            for key in ["1", "2"] { _ = try await ledger.post(.of(lines, in: book, key: key)) }
            #expect(try await ledger.verify(book).differences == [])
            for statement in statements { try await ledger.corrupt(statement) }
            try check(try await ledger.verify(book))
        }
    }

    /// Whether the value was made by itself or by the first line that named it.
    @Test(arguments: ["north", "made-by-a-line"])
    func codeOfADimensionValue(_ code: String) async throws {
        try await afterwards("update ledger.symbol set code = 'other' where code = \(code)") { result in
            let differences = result.of(.dimensionValue)
            #expect(differences.count == 2)
            let gone = try #require(differences.first { $0.position != nil })
            #expect(gone.field?.text.hasSuffix(" \(code)") ?? false && gone.found?.text == "not there")
            let fresh = try #require(differences.first { $0.position == nil })
            #expect(fresh.field?.text.hasSuffix(" other") ?? false && fresh.expected?.text == "not there")
        }
    }

    /// Then lines say something else, though there is every code that there was.
    @Test func codesOfTwoDimensionValuesExchanged() async throws {
        try await afterwards(
            "update ledger.symbol set code = 'exchanged' where code = 'made-by-a-line'",
            "update ledger.symbol set code = 'made-by-a-line' where code = 'also-made'",
            "update ledger.symbol set code = 'also-made' where code = 'exchanged'"
        ) { result in
            #expect(result.counts == [.dimensionValue: 1])
            #expect(result.differences[0].field?.text.hasPrefix("number of project ") ?? false)
        }
    }

    @Test func dimensionValueThatNobodyMade() async throws {
        try await afterwards(
            """
            with head as (update ledger.head set symbol_id = symbol_id + 1 returning book_id, symbol_id)
            insert into ledger.symbol (book_id, symbol_id, dimension, code)
            select book_id, symbol_id, 'project', 'phantom' from head
            """
        ) { result in
            #expect(result.counts == [.dimensionValue: 1])
            #expect(result.differences[0].field?.text == "project phantom")
        }
    }
}
