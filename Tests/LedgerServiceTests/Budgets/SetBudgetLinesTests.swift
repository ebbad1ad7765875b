// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct SetBudgetLinesTests {
    @Test func linesAreAddedReplacedAndRemoved() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.useCostCentres(in: book)
            _ = try await ledger.call(CreateBudget.of(in: book))
            let (rent, north) = (BudgetLine.of(.rent, 100), BudgetLine.of(.rent, 40, costCentre: "north"))
            let first = try await ledger.call(
                SetBudgetLines.of([rent, north, .of(.utilities, 5)], in: book, key: "1")
            ).budget
            #expect(first.lines == Count(3) && first.version.rawValue == 2)
            let second = try await ledger.call(
                SetBudgetLines.of(
                    [.of(.rent, 120, check: .warn)], remove: [.of(.utilities, 0)], in: book, key: "2", version: 2)
            ).budget
            #expect(second.lines == Count(2))
            #expect(try await ledger.report(in: book).map(\.line) == [.of(.rent, 120, check: .warn), north])
        }
    }

    @Test func changedLineOfAnActiveBudgetCountsAtOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            await #expect(throws: BudgetExceeded.self) { try await ledger.post(.rent(101, in: book, key: "1")) }
            _ = try await ledger.call(SetBudgetLines.of([.of(.rent, 101)], in: book, key: "more"))
            _ = try await ledger.post(.rent(101, in: book, key: "2"))
        }
    }

    @Test func linesMustBeFit() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(CreateBudget.of(in: book))
            func set(_ lines: [BudgetLine], _ key: String, version: Int64? = nil) async throws {
                _ = try await ledger.call(SetBudgetLines.of(lines, in: book, key: key, version: version))
            }
            await #expect(throws: AccountNotFound(account: "9")) { try await set([.of("9", 1)], "1") }
            await #expect(throws: BudgetLineOutside(account: .rent, from: "2026-12", to: "2027-01")) {
                try await set([.of(.rent, 1, from: "2026-12", to: "2027-01")], "2")
            }
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 1))) {
                try await set([.of(.rent, 1)], "3", version: 5)
            }
            await #expect(throws: BudgetNotFound(budget: "v9")) {
                try await ledger.call(SetBudgetLines.of([], budget: "v9", in: book, key: "4"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(SetBudgetLines.of([], in: book, key: "5"))
            }
            let both = BudgetLine(
                account: .rent, from: "2026-02", to: "2026-01", costCentre: "a", project: "b", amount: .eur(1))
            let error = await #expect(throws: RemoteError.self) { try await set([both, both], "6") }
            #expect(
                error?.violations.map(\.path) == [
                    "$.lines[0].to", "$.lines[0]", "$.lines[0].amount", "$.lines[1].to", "$.lines[1]",
                    "$.lines[1].amount", "$.lines[1]",
                ])
        }
    }

    @Test func retiredBudgetChangesNoMore() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100)])
            _ = try await ledger.call(RetireBudget.of(in: book))
            await #expect(throws: BudgetRetired()) {
                try await ledger.call(SetBudgetLines.of([.of(.rent, 1)], in: book, key: "late"))
            }
        }
    }

    @Test func budgetHasOnlySoManyLines() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.useCostCentres(in: book)
            _ = try await ledger.call(CreateBudget.of(in: book))
            for part in 0..<21 {
                let lines = try (0..<1000).map { index in
                    BudgetLine.of(.rent, 1, costCentre: try .init(validating: "c\(part * 1000 + index)"))
                }
                let set = try SetBudgetLines.of(lines, in: book, key: "\(part)")
                if part < 20 {
                    _ = try await ledger.call(set)
                } else {
                    await #expect(throws: BudgetTooLarge(limit: Count(20_000))) { try await ledger.call(set) }
                }
            }
            #expect(try await ledger.call(ListBudgets(book: book)).items.first?.lines == Count(20_000))
        }
    }
}
