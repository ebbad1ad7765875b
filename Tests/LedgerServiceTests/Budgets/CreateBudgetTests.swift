// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateBudgetTests {
    @Test func newBudgetIsADraftThatChecksNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let create = try CreateBudget.of(in: book)
            let budget = try await ledger.call(create).budget
            #expect(budget.state == .draft && budget.check == .none && budget.lines == Count(0))
            #expect(try await ledger.call(create).budget == budget)
            _ = try await ledger.call(SetBudgetLines.of([.of(.rent, 1)], in: book))
            _ = try await ledger.post(.rent(100, in: book, key: "1"))
        }
    }

    @Test func copyTakesTheLinesOfItsMonths() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(CreateBudget.of(in: book))
            let lines = [
                BudgetLine.of(.rent, 10), .of(.rent, 20, from: "2026-06"),
                .of(.rent, 90, from: "2026-01", to: "2026-12"),
            ]
            _ = try await ledger.call(SetBudgetLines.of(lines, in: book))
            let half = try await ledger.call(CreateBudget.of("v2", in: book, to: "2026-06", copyOf: "v1")).budget
            #expect(half.lines == Count(2))
            #expect(try await ledger.report("v2", in: book).map(\.line) == Array(lines.prefix(2)))
        }
    }

    @Test func takenCodeUnknownOriginalAndOtherOrganisationAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(CreateBudget.of(in: book))
            await #expect(throws: BudgetCodeTaken()) {
                try await ledger.call(CreateBudget.of(in: book, key: "again"))
            }
            await #expect(throws: BudgetNotFound(budget: "v9")) {
                try await ledger.call(CreateBudget.of("v2", in: book, copyOf: "v9"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(CreateBudget.of("v3", in: book))
            }
            let months = await #expect(throws: RemoteError.self) {
                try await ledger.call(CreateBudget.of("v4", in: book, from: "2026-02", to: "2026-01"))
            }
            #expect(months?.violations.map(\.path) == ["$.to"])
            let bookkeeper = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).call(CreateBudget.of("v5", in: book))
            }
            #expect(bookkeeper?.code == -32003)
        }
    }
}
